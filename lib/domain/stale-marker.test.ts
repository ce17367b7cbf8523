import { describe, expect, it } from "vitest";
import { HIGH_WORD, isStaleMarker, LOW_WORD, wordsOf, writeStaleMarker } from "./stale-marker";

describe("the stale marker", () => {
  it("is told from every other NaN and from numbers, by bits", () => {
    const values = new Float64Array([0, 1.5, NaN, Infinity, -Infinity, 0, 0]);
    writeStaleMarker(values, 5);
    const words = wordsOf(values);
    words[12 + HIGH_WORD] = 0x7ff00000;
    words[12 + LOW_WORD] = 0x00000001;
    expect([...values.keys()].filter((i) => isStaleMarker(values, i))).toEqual([5]);
    expect(values[5]).toBeNaN();
  });

  it("is found through a view into the middle of a buffer", () => {
    const values = new Float64Array(8);
    writeStaleMarker(values, 4);
    expect(isStaleMarker(values.subarray(3), 1)).toBe(true);
    expect(isStaleMarker(values.slice(3), 1)).toBe(true);
  });
});
