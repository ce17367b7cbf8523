import fc from "fast-check";
import { compressSync } from "snappy";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { snappyDecompressBounded } from "./snappy-decompress-bounded";

const LIMIT_BYTES = 32 * 1024 * 1024;
const content = Buffer.from("requests ".repeat(10_000));
const packed = compressSync(content);

/** A block's header that claims `bytes`, then `tail` bytes of nothing. */
function claim(bytes: number, tail: number): Buffer {
  const varint: number[] = [];
  let rest = bytes;
  for (; rest >= 128; rest = Math.floor(rest / 128)) varint.push((rest % 128) | 128);
  return Buffer.concat([Buffer.from([...varint, rest]), Buffer.alloc(tail)]);
}

describe("snappyDecompressBounded", () => {
  it("gives the content, up to exactly the limit", () => {
    expect(snappyDecompressBounded(packed, content.length)).toEqual(content);
    expect(snappyDecompressBounded(compressSync(Buffer.alloc(0)), 10).length).toBe(0);
  });

  it("gives back the densest content there is", () => {
    const zeros = Buffer.alloc(LIMIT_BYTES);
    expect(snappyDecompressBounded(compressSync(zeros), LIMIT_BYTES).equals(zeros)).toBe(true);
  });

  it.each([
    ["one byte over the limit", packed, content.length - 1, "too-large"],
    ["a claim of 4 GB", claim(2 ** 32 - 1, 42), LIMIT_BYTES, "too-large"],
    ["a claim below the limit that the body cannot hold", claim(LIMIT_BYTES, 43), LIMIT_BYTES, "bad-request"],
    ["a claim of more than 32 bits", claim(2 ** 40, 10), LIMIT_BYTES, "bad-request"],
    ["an endless claim", Buffer.alloc(47, 0xff), LIMIT_BYTES, "bad-request"],
    ["nothing", Buffer.alloc(0), LIMIT_BYTES, "bad-request"],
    ["a body that is cut off", packed.subarray(0, packed.length - 3), LIMIT_BYTES, "bad-request"],
    ["junk", Buffer.from("junk that is no snappy"), LIMIT_BYTES, "bad-request"],
  ])("refuses %s", (_, body, maxBytes, code) => {
    expect(() => snappyDecompressBounded(body, maxBytes)).toThrow(expect.objectContaining({ code }));
  });

  it("judges a claim by the body's length before it decompresses", () => {
    expect(() => snappyDecompressBounded(claim(LIMIT_BYTES, 43), LIMIT_BYTES)).toThrow(
      /more than this body can hold/,
    );
  });

  it("allocates nothing for 47 bytes that claim gigabytes", () => {
    const bombs = [claim(2 ** 32 - 1, 42), claim(LIMIT_BYTES, 43)];
    const before = process.memoryUsage().rss;
    for (let i = 0; i < 2_000; i++)
      expect(() => snappyDecompressBounded(bombs[i % 2], LIMIT_BYTES)).toThrow(AppError);
    expect(process.memoryUsage().rss - before).toBeLessThan(LIMIT_BYTES);
  });

  it("answers any damage with a refusal or content within the limit", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.nat(packed.length - 1),
        fc.nat(255),
        (junk, at, byte) => {
          const damaged = Buffer.from(packed);
          damaged[at] = byte;
          for (const body of [Buffer.from(junk), damaged])
            try {
              expect(snappyDecompressBounded(body, LIMIT_BYTES).length).toBeLessThanOrEqual(LIMIT_BYTES);
            } catch (error) {
              expect(error).toBeInstanceOf(AppError);
            }
        },
      ),
      { numRuns: 500 },
    );
  });
});
