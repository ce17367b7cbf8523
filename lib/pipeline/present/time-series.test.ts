import { describe, expect, it } from "vitest";
import { chartMetric } from "./history-metric";
import { nearestStop, readingsAt, stopsOf, zoomRange } from "./series-reading";
import { seriesRows } from "./series-table";
import { timeSeries, type SeriesInput, type TimeSeriesInput } from "./time-series";

const MINUTE_MS = 60_000;
const FROM_MS = Date.parse("2026-11-28T12:00:00Z");
const at = (minute: number) => FROM_MS + minute * MINUTE_MS;

function series(values: readonly (number | null)[], more: Partial<SeriesInput> = {}): SeriesInput {
  const main = { id: "world", label: "World", role: "main" as const, shiftMs: 0 };
  return { ...main, fromMs: FROM_MS, stepMs: MINUTE_MS, values, ...more };
}

function model(lines: readonly SeriesInput[], more: Partial<TimeSeriesInput> = {}) {
  return timeSeries({
    metric: chartMetric("cpu"),
    range: { fromMs: FROM_MS, toMs: at(6) },
    timeZone: "UTC",
    nowMs: 0,
    series: lines,
    ...more,
  });
}

describe("lines", () => {
  it("keep gaps as gaps, and tell lonely points apart", () => {
    const [line] = model([series([1, null, 3, null, 5, 6])]).lines;
    expect(line.points.map(({ value }) => value)).toEqual([1, null, 3, null, 5, 6]);
    expect([...line.lonely]).toEqual([at(0), at(2)]);
  });

  it("are drawn where they are compared, and only inside the range", () => {
    const before = {
      id: "comparison",
      role: "comparison" as const,
      fromMs: at(-62),
      shiftMs: 60 * MINUTE_MS,
    };
    const [, line] = model([series([1]), series([7, 8, 9, 10], before)]).lines;
    expect(line.points).toEqual([
      { timeMs: at(0), value: 9 },
      { timeMs: at(1), value: 10 },
    ]);
  });

  it("are nothing when nothing is known", () => {
    expect(model([series([null, null])]).empty).toBe(true);
    expect(model([]).empty).toBe(true);
    expect(model([series([0])]).empty).toBe(false);
  });
});

describe("thresholds", () => {
  it.each([
    ["over the line", 80, [80], 80],
    ["far over the line", 500, [], 60],
    ["under the line", 30, [30], 60],
  ])("%s", (_name, value, drawn, scaleTo) => {
    const { thresholds, scale } = model([series([50, 60])], { thresholds: [{ value, label: "Objective" }] });
    expect(thresholds.map((threshold) => threshold.value)).toEqual(drawn);
    expect(scale.to).toBe(scaleTo);
  });
});

describe("a forecast", () => {
  const forecast = {
    points: [6, 7, 8].map((minute) => ({ timeMs: at(minute), value: 70 })),
    bands: [{ share: 0.8, points: [6, 7, 8].map((minute) => ({ timeMs: at(minute), low: 60, high: 90 })) }],
  };
  const ahead = model([series([50, 50, 50, 50, 50, 50])], {
    forecast,
    range: { fromMs: FROM_MS, toMs: at(9) },
    nowMs: at(6),
  });

  it("has its band on the scale, and the present between it and what was measured", () => {
    expect(ahead.scale.to).toBeGreaterThanOrEqual(90);
    expect(ahead.nowMs).toBe(at(6));
  });

  it("is reached by the crosshair, and told apart from what was measured", () => {
    expect(stopsOf(ahead)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8].map(at));
    expect(readingsAt(ahead, at(7)).map(({ role, value }) => [role, value])).toEqual([["forecast", 70]]);
  });
});

it.each([
  [at(7), null],
  [at(6), null],
  [at(3), at(3)],
  [at(-1), null],
])("marks the present only inside the chart: %d", (nowMs, marked) => {
  expect(model([series([1])], { nowMs }).nowMs).toBe(marked);
});

describe("what lines say at a moment", () => {
  const coarse = { id: "comparison", label: "Yesterday", role: "comparison" as const, stepMs: 2 * MINUTE_MS };
  const day = 1_440 * MINUTE_MS;
  const both = model([
    series([1, null, 3, 4, 5, 6]),
    series([10, 20, 30], { ...coarse, fromMs: FROM_MS - day, shiftMs: day }),
  ]);

  it("is the value of the step that holds it, with when it was measured", () => {
    expect(readingsAt(both, at(3)).map(({ value, measuredMs }) => [value, measuredMs])).toEqual([
      [4, at(3)],
      [20, at(2) - day],
    ]);
  });

  it("is missing, not zero, in a gap", () => {
    expect(readingsAt(both, at(1))[0].value).toBeNull();
  });

  it("is a table, newest first", () => {
    const rows = seriesRows(both).map(({ timeMs, values }) => [
      timeMs,
      values.get("world"),
      values.get("comparison"),
    ]);
    expect(rows.slice(0, 2)).toEqual([
      [at(5), 6, 30],
      [at(4), 5, 30],
    ]);
    expect(rows.at(-1)).toEqual([at(0), 1, 10]);
  });
});

it.each([
  [-5, 0],
  [0, 0],
  [4, 0],
  [6, 1],
  [19, 2],
  [99, 3],
])("the stop nearest to %d is number %d", (timeMs, index) => {
  expect(nearestStop([0, 10, 20, 30], timeMs)).toBe(index);
});

it("has no stop where there is nothing", () => {
  expect(nearestStop([], 5)).toBe(-1);
});

it.each([
  ["in either direction", 4, 1, { fromMs: at(1), toMs: at(4) }],
  ["no farther than the chart", -3, 3, { fromMs: at(0), toMs: at(3) }],
  ["not into less than two steps", 3, 4, null],
  ["not into nothing", 3, 3, null],
])("zooms %s", (_name, one, other, range) => {
  expect(zoomRange(model([series([1, 2, 3, 4, 5, 6])]), at(one), at(other))).toEqual(range);
});
