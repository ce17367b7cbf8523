import { ByteReader, ByteWriter } from "@/lib/domain/byte-codec";
import { mappingSetSchema } from "./mapping/mapping-rule-schema";
import type { MappingSet } from "@/lib/domain/series-plan";
import type { Fold } from "@/lib/pipeline/aggregate/fold/fold";

/** From here on the log's requests are folded by this mapping. */
export interface MappingRecord {
  readonly atMs: number;
  /** A MappingSet as JSON. */
  readonly mapping: string;
}

/** Requests begin with their version, 1. */
const TAG = 0x4d;
const VERSION = 1;

/** The text by which two mappings are the same. @throws ZodError where it is none */
export function mappingText(mapping: MappingSet): string {
  return JSON.stringify(mappingSetSchema.parse(mapping));
}

export function encodeMappingRecord(record: MappingRecord): Buffer[] {
  const out = new ByteWriter();
  out.byte(TAG);
  out.byte(VERSION);
  out.double(record.atMs);
  out.string(record.mapping);
  return [out.toBuffer()];
}

/** null: the log's record is something else. @throws RangeError on one of an unknown version */
export function decodeMappingRecord(payload: Buffer): MappingRecord | null {
  if (payload[0] !== TAG) return null;
  const from = new ByteReader(payload.subarray(1));
  if (from.byte() !== VERSION) throw new RangeError("Not a mapping record of a known version.");
  return { atMs: from.double(), mapping: from.string() };
}

/** Closes what ended under the mapping of before, then maps every known series anew. */
export function changeMapping(fold: Fold, { atMs, mapping }: MappingRecord): void {
  fold.advance(atMs);
  fold.policy.setMapping(mapping);
  fold.remap();
}
