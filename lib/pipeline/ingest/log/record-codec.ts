import { crc32 } from "node:zlib";

/** Bytes in front of a payload: length u32, crc32 u32, sequence u64, all little-endian. */
export const RECORD_HEADER_BYTES = 16;

const CRC_AT = 4;
/** The crc covers everything from here to the record's end: sequence and payload. */
export const CRC_COVERS_FROM = 8;
const SEQUENCE_HIGH_AT = 12;
const UINT32_RANGE = 2 ** 32;
/** The high half of `Number.MAX_SAFE_INTEGER`: no larger sequence was ever written. */
const MAX_SEQUENCE_HIGH = 2 ** 21 - 1;

/** What the sixteen bytes say; nothing of it is verified yet. */
export interface RecordHeader {
  /** Bytes of the payload, without this header. */
  readonly payloadBytes: number;
  readonly crc: number;
  /** Null when the field holds a number that no log ever writes. */
  readonly sequence: number | null;
}

/** Writes the header of the record whose payload is `parts` one after the other into `target` at `at`. */
export function encodeRecordHeader(
  target: Buffer,
  at: number,
  sequence: number,
  parts: readonly Buffer[],
): void {
  let payloadBytes = 0;
  for (const part of parts) payloadBytes += part.length;
  target.writeUInt32LE(payloadBytes, at);
  target.writeUInt32LE(sequence % UINT32_RANGE, at + CRC_COVERS_FROM);
  target.writeUInt32LE(Math.floor(sequence / UINT32_RANGE), at + SEQUENCE_HIGH_AT);
  let crc = crc32(target.subarray(at + CRC_COVERS_FROM, at + RECORD_HEADER_BYTES));
  for (const part of parts) crc = crc32(part, crc);
  target.writeUInt32LE(crc, at + CRC_AT);
}

/** Reads the header at `at`; `bytes` must hold all of it. */
export function decodeRecordHeader(bytes: Buffer, at = 0): RecordHeader {
  return {
    payloadBytes: bytes.readUInt32LE(at),
    crc: bytes.readUInt32LE(at + CRC_AT),
    sequence: decodeSequence(bytes, at),
  };
}

/** Only the sequence of the header at `at`, or null when no log ever writes that number. */
export function decodeSequence(bytes: Buffer, at: number): number | null {
  const high = bytes.readUInt32LE(at + SEQUENCE_HIGH_AT);
  if (high > MAX_SEQUENCE_HIGH) return null;
  return high * UINT32_RANGE + bytes.readUInt32LE(at + CRC_COVERS_FROM);
}

/** Whether `record` (header and payload, exactly) carries the crc of its own content. */
export function isIntactRecord(record: Buffer): boolean {
  return crc32(record.subarray(CRC_COVERS_FROM)) === record.readUInt32LE(CRC_AT);
}
