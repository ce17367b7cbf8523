import { ByteReader, ByteWriter } from "@/lib/domain/byte-codec";
import { mappingSetSchema } from "./mapping/mapping-rule-schema";
import type { MappingSet } from "@/lib/domain/series-plan";
import type { Fold } from "@/lib/pipeline/aggregate/fold/fold";

/** From here on the log's requests are folded by this mapping, or admitted by these limits. */
export interface PolicyRecord {
  readonly kind: "mapping" | "limits";
  readonly atMs: number;
  /** A MappingSet, or the AdmissionLimits, as JSON. */
  readonly text: string;
}

/** Requests begin with their version, 1. */
const TAGS: Readonly<Record<PolicyRecord["kind"], number>> = { mapping: 0x4d, limits: 0x4c };
const VERSION = 1;

/** The text by which two mappings are the same. @throws ZodError where it is none */
export function mappingText(mapping: MappingSet): string {
  return JSON.stringify(mappingSetSchema.parse(mapping));
}

export function encodePolicyRecord({ kind, atMs, text }: PolicyRecord): Buffer[] {
  const out = new ByteWriter();
  out.byte(TAGS[kind]);
  out.byte(VERSION);
  out.double(atMs);
  out.string(text);
  return [out.toBuffer()];
}

/** null: the log's record is something else. @throws RangeError on one of an unknown version */
export function decodePolicyRecord(payload: Buffer): PolicyRecord | null {
  const kind = (["mapping", "limits"] as const).find((each) => TAGS[each] === payload[0]);
  if (kind === undefined) return null;
  const from = new ByteReader(payload.subarray(1));
  if (from.byte() !== VERSION) throw new RangeError("Not a record of a known version.");
  return { kind, atMs: from.double(), text: from.string() };
}

/** A mapping closes what ended under the one of before, then maps every known series anew. */
export function changePolicy(fold: Fold, { kind, atMs, text }: PolicyRecord): void {
  if (kind === "limits") return fold.policy.setLimits(text);
  fold.advance(atMs);
  fold.policy.setMapping(text);
  fold.remap();
}
