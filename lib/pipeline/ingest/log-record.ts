import { ByteReader, ByteWriter } from "@/lib/domain/byte-codec";

/** How a body was encoded: with its bytes, all that replaying the log needs to decode it again. */
export type IngestProtocol = "remote-write" | "otlp-protobuf" | "otlp-json" | "remote-write-2";

/** A request as the log keeps it. `body` is as received, still compressed. */
export interface IngestRecord {
  readonly receivedAtMs: number;
  readonly keyId: string;
  readonly demo: boolean;
  readonly protocol: IngestProtocol;
  readonly gzip: boolean;
  /** The fail-over time of HA pairs that was in force, so that a replay elects the same replicas; absent: the default. */
  readonly failoverMs?: number;
  readonly body: Buffer;
}

const VERSION = 1;
/** By their numbers in the log: new ones go last. */
const PROTOCOLS: readonly IngestProtocol[] = ["remote-write", "otlp-protobuf", "otlp-json", "remote-write-2"];
const DEMO = 1;
const GZIP = 2;
const FAILOVER = 4;

/** The record's parts, the body uncopied. */
export function encodeIngestRecord(record: IngestRecord): Buffer[] {
  const head = new ByteWriter();
  head.byte(VERSION);
  const { failoverMs } = record;
  head.byte((record.demo ? DEMO : 0) | (record.gzip ? GZIP : 0) | (failoverMs === undefined ? 0 : FAILOVER));
  head.byte(PROTOCOLS.indexOf(record.protocol));
  head.double(record.receivedAtMs);
  head.string(record.keyId);
  if (failoverMs !== undefined) head.varint(failoverMs);
  head.varint(record.body.length);
  return [head.toBuffer(), record.body];
}

/** @throws RangeError on bytes that `encodeIngestRecord` did not make. */
export function decodeIngestRecord(payload: Buffer): IngestRecord {
  const from = new ByteReader(payload);
  if (from.byte() !== VERSION) throw new RangeError("Not an ingest record of a known version.");
  const flags = from.byte();
  const protocol = PROTOCOLS[from.byte()];
  if (!protocol) throw new RangeError("Not a protocol that the log knows.");
  const receivedAtMs = from.double();
  const keyId = from.string();
  const failoverMs = (flags & FAILOVER) === 0 ? undefined : from.varint();
  const body = from.bytes();
  const [demo, gzip] = [(flags & DEMO) !== 0, (flags & GZIP) !== 0];
  return { receivedAtMs, keyId, demo, protocol, gzip, failoverMs, body };
}
