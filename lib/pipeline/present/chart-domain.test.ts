import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chartScale, timeTicks } from "./chart-domain";

const FREE = { fromZero: false, minSpanShare: 0.1 };
const ZERO = { fromZero: true, minSpanShare: 1 };

describe("chartScale", () => {
  it.each([
    ["no values", [], ZERO, [0, 1]],
    [
      "traffic with little change",
      [2_500_000, 2_520_000],
      FREE,
      [2_300_000, 2_400_000, 2_500_000, 2_600_000, 2_700_000],
    ],
    ["errors", [0.0003, 0.0004], ZERO, [0, 0.0001, 0.0002, 0.0003, 0.0004]],
    ["nothing but zero", [0, 0], ZERO, [0, 0.25, 0.5, 0.75, 1]],
    ["one value", [65], ZERO, [0, 20, 40, 60, 80]],
  ])("%s", (_name, values, options, ticks) => {
    expect(chartScale(values, options).ticks).toEqual(ticks);
  });

  it("holds every value between few round ticks", () => {
    const value = fc.double({ min: 0, max: 1e10, noNaN: true }).map((v) => (v < 1e-9 ? 0 : v));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), fc.boolean(), (values, fromZero) => {
        const scale = chartScale(values, { fromZero, minSpanShare: 0.1 });
        const slack = (scale.to - scale.from) * 1e-9;
        expect(scale.from).toBeLessThanOrEqual(Math.min(...values) + slack);
        expect(scale.to).toBeGreaterThanOrEqual(Math.max(...values) - slack);
        expect(scale.ticks.length).toBeGreaterThanOrEqual(2);
        expect(scale.ticks.length).toBeLessThanOrEqual(7);
      }),
    );
  });
});

it("puts time ticks on whole steps inside the span", () => {
  expect(timeTicks(5, 32, 10)).toEqual([10, 20, 30]);
  expect(timeTicks(0, 20, 10)).toEqual([0, 10, 20]);
});
