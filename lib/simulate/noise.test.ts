import { describe, expect, it } from "vitest";
import { ditheredCount, smoothNoise, unitHash } from "./noise";

describe("unitHash", () => {
  it("is the same for the same arguments and spread evenly over [0, 1)", () => {
    const draws = Array.from({ length: 10_000 }, (_, i) => unitHash(1, 7, 1_800_000_000_000 + i * 10_000));
    expect(draws[5]).toBe(unitHash(1, 7, 1_800_000_050_000));
    const tenths = Array.from({ length: 10 }, (_, i) => draws.filter((x) => Math.floor(x * 10) === i).length);
    for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });

  it("differs by seed and by the upper half of a large key", () => {
    expect(unitHash(1, 5)).not.toBe(unitHash(2, 5));
    expect(unitHash(1, 5)).not.toBe(unitHash(1, 5 + 2 ** 32));
  });
});

describe("smoothNoise", () => {
  it("stays within [-1, 1], averages about 0 and does not jump", () => {
    const course = Array.from({ length: 60_000 }, (_, i) => smoothNoise(3, 1, i * 1_000, 60_000));
    expect(Math.max(...course.map(Math.abs))).toBeLessThanOrEqual(1);
    expect(Math.abs(course.reduce((sum, x) => sum + x, 0) / course.length)).toBeLessThan(0.1);
    for (let i = 1; i < course.length; i++) expect(Math.abs(course[i] - course[i - 1])).toBeLessThan(0.06);
  });
});

describe("ditheredCount", () => {
  it("keeps the mean of an expectation below one", () => {
    let total = 0;
    for (let i = 0; i < 20_000; i++) total += ditheredCount(0.3, unitHash(1, i));
    expect(total / 20_000).toBeCloseTo(0.3, 1);
  });
});
