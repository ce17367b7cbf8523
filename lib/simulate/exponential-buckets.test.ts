import { describe, expect, it } from "vitest";
import { bucketIndex, bucketUpperBound } from "./exponential-buckets";

describe("bucketIndex", () => {
  it("puts powers of two where OpenTelemetry's specification does: upper bound inclusive", () => {
    expect(bucketIndex(1, 0)).toBe(-1);
    expect(bucketIndex(2, 0)).toBe(0);
    expect(bucketIndex(4, 0)).toBe(1);
    expect(bucketIndex(4.000001, 0)).toBe(2);
    expect(bucketIndex(1, 5)).toBe(-1);
    expect(bucketIndex(2, 5)).toBe(31);
  });

  it("keeps every bound in its own bucket and the next number above it in the next", () => {
    for (let index = -400; index < 400; index++) {
      const bound = bucketUpperBound(index, 5);
      expect(bucketIndex(bound, 5)).toBe(index);
      expect(bucketIndex(bound * (1 + Number.EPSILON), 5)).toBe(index + 1);
    }
  });
});
