import { crc32 } from "node:zlib";

import { describe, expect, it } from "vitest";

import { RECORD_HEADER_BYTES, decodeRecordHeader, encodeRecordHeader, isIntactRecord } from "./record-codec";

function encode(sequence: number, parts: Buffer[]): Buffer {
  const header = Buffer.alloc(RECORD_HEADER_BYTES);
  encodeRecordHeader(header, 0, sequence, parts);
  return Buffer.concat([header, ...parts]);
}

describe("record codec", () => {
  it.each([
    { sequence: 1, parts: ["a"] },
    { sequence: 7, parts: [] },
    { sequence: 2 ** 32 - 1, parts: ["two", " parts"] },
    { sequence: 2 ** 32, parts: ["", "x", ""] },
    { sequence: Number.MAX_SAFE_INTEGER, parts: ["z".repeat(1000)] },
  ])("gives back sequence $sequence and its length", ({ sequence, parts }) => {
    const record = encode(
      sequence,
      parts.map((part) => Buffer.from(part)),
    );
    expect(decodeRecordHeader(record)).toMatchObject({ sequence, payloadBytes: parts.join("").length });
    expect(isIntactRecord(record)).toBe(true);
  });

  it("has the layout that is documented", () => {
    const record = encode(258, [Buffer.from("hi")]);
    const covered = Buffer.from([2, 1, 0, 0, 0, 0, 0, 0, 0x68, 0x69]);
    const crc = Buffer.alloc(4);
    crc.writeUInt32LE(crc32(covered));
    expect(record).toEqual(Buffer.concat([Buffer.from([2, 0, 0, 0]), crc, covered]));
  });

  it("sees a changed bit anywhere but in the length, which the reader judges by what follows", () => {
    const record = encode(99, [Buffer.from("payload")]);
    for (let at = 4; at < record.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const changed = Buffer.from(record);
        changed[at] ^= 1 << bit;
        expect(isIntactRecord(changed)).toBe(false);
      }
    }
  });

  it("takes zeros for no record, and a sequence past the safe integers for none", () => {
    expect(isIntactRecord(Buffer.alloc(64))).toBe(false);
    expect(decodeRecordHeader(Buffer.alloc(RECORD_HEADER_BYTES, 0xff)).sequence).toBeNull();
  });
});
