import { ByteReader, ByteWriter } from "@/lib/domain/byte-codec";

/** How a body was encoded: with its bytes, all that replaying the log needs to decode it again. */
export type IngestProtocol = "remote-write" | "otlp-protobuf" | "otlp-json";

/** A request as the log keeps it. `body` is as received, still compressed. */
export interface IngestRecord {
  readonly receivedAtMs: number;
  readonly keyId: string;
  readonly demo: boolean;
  readonly protocol: IngestProtocol;
  readonly gzip: boolean;
  readonly body: Buffer;
}

const VERSION = 1;
const PROTOCOLS: readonly IngestProtocol[] = ["remote-write", "otlp-protobuf", "otlp-json"];
const DEMO = 1;
const GZIP = 2;

/** The record's parts, the body uncopied. */
export function encodeIngestRecord(record: IngestRecord): Buffer[] {
  const head = new ByteWriter();
  head.byte(VERSION);
  head.byte((record.demo ? DEMO : 0) | (record.gzip ? GZIP : 0));
  head.byte(PROTOCOLS.indexOf(record.protocol));
  head.double(record.receivedAtMs);
  head.string(record.keyId);
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
  const body = from.bytes();
  return { receivedAtMs, keyId, demo: (flags & DEMO) !== 0, protocol, gzip: (flags & GZIP) !== 0, body };
}
