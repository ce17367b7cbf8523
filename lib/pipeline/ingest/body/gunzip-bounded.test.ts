import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { gunzipBounded } from "./gunzip-bounded";

const content = Buffer.from("latency ".repeat(1_000));
const packed = gzipSync(content);

describe("gunzipBounded", () => {
  it.each([
    ["one member", packed, content],
    ["several members, joined", Buffer.concat([packed, packed]), Buffer.concat([content, content])],
    ["a member padded with zeros", Buffer.concat([packed, Buffer.alloc(64)]), content],
  ])("gives the content of %s", (_, body, expected) => {
    expect(gunzipBounded(body, expected.length)).toEqual(expected);
  });

  it.each([
    ["a bomb", gzipSync(Buffer.alloc(50_000_000)), 1_000_000, "too-large"],
    ["one byte over the limit", packed, content.length - 1, "too-large"],
    [
      "several members over the limit together",
      Buffer.concat([packed, packed]),
      content.length + 1,
      "too-large",
    ],
    ["nothing", Buffer.alloc(0), 100, "bad-request"],
    ["junk", Buffer.from("junk that is no gzip"), 100, "bad-request"],
    ["a body that is cut off", packed.subarray(0, packed.length - 9), 100_000, "bad-request"],
    [
      "a tail that claims to be a member",
      Buffer.concat([packed, Buffer.from([0x1f, 0x8b, 9])]),
      1e6,
      "bad-request",
    ],
  ])("refuses %s", (_, body, maxBytes, code) => {
    expect(() => gunzipBounded(body, maxBytes)).toThrow(expect.objectContaining({ code }));
  });
});
