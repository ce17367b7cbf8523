import { describe, expect, test } from "vitest";
import type { ForecastAccuracyContract } from "@/lib/contracts/forecast-accuracy";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { chartForetold, foretoldSpan, foretoldWords } from "./chart-foretold";
import { chartMetric } from "./history-metric";
import { readingsAt } from "./series-reading";
import { seriesRows } from "./series-table";
import { timeSeries } from "./time-series";

const NOON_MS = Date.UTC(2026, 10, 28, 12);
const at = (hours: number) => NOON_MS + hours * HOUR_MS;

/** From noon on, ± 1. */
const contract = (
  median: readonly (number | null)[],
  score: ForecastAccuracyContract["score"] = null,
): ForecastAccuracyContract => ({
  ...{ metric: "cpu", unit: "percent", region: null, service: null, step: "1h", step_seconds: 3_600, score },
  from: median.length === 0 ? null : new Date(NOON_MS).toISOString(),
  made_at: median.map(() => null),
  replayed: median.map(() => false),
  median: [...median],
  lower_80: median.map((value) => (value === null ? null : value - 1)),
  upper_80: median.map((value) => (value === null ? null : value + 1)),
  actual: median.map(() => null),
});

describe("what is asked for", () => {
  const hour = { fromMs: at(-1) + MINUTE_MS, toMs: at(0) + MINUTE_MS };
  test.each([
    ["of an hour: a day, to be judged by", hour, "1h", at(0.1), [at(-23), at(1)]],
    ["of two days: these", { fromMs: at(-47.5), toMs: at(0.5) }, "1h", at(0.5), [at(-48), at(1)]],
    ["of what is over: until its end", { fromMs: at(-72), toMs: at(-48) }, "1h", at(0), [at(-72), at(-48)]],
    ["with what lies ahead: until now", { fromMs: at(-30), toMs: at(30) }, "1h", at(0.5), [at(-30), at(1)]],
    [
      "of ninety days: by the day",
      { fromMs: at(-12) - 90 * DAY_MS, toMs: at(0) },
      "1d",
      at(0),
      [at(-12) - 90 * DAY_MS, at(12)],
    ],
    ["of the future: nothing", { fromMs: at(1), toMs: at(9) }, "1h", at(0), null],
  ] as const)("%s", (_name, range, step, nowMs, expected) => {
    const found = foretoldSpan(range, step, nowMs);
    expect(found && [found.fromMs, found.toMs]).toEqual(expected);
  });
});

describe("what had been forecast", () => {
  const points = (median: readonly (number | null)[], fromHours: number, toHours: number) =>
    chartForetold(contract(median), { fromMs: at(fromHours), toMs: at(toHours) })?.map(
      ({ timeMs, value, low, high }) => [(timeMs - NOON_MS) / HOUR_MS, value, low, high],
    ) ?? null;

  test("stands in the middle of its steps, reaches to the edges, and is cut at the range's ends", () => {
    expect(points([10, 20], -1, 5)).toEqual([
      [0, 5, 4, 6],
      [0.5, 10, 9, 11],
      [1.5, 20, 19, 21],
      [2, 25, 24, 26],
    ]);
    expect(points([10, 20], 0.75, 1.25)).toEqual([
      [0.75, 12.5, 11.5, 13.5],
      [1.25, 17.5, 16.5, 18.5],
    ]);
  });

  test("goes on to the edges as it comes from there, and never under 0", () => {
    expect(points([2, 12, 10], 0, 3)?.map(([, value]) => value)).toEqual([0, 2, 12, 10, 9]);
  });

  test("keeps its value within its band at the edges, also where the band widens fast", () => {
    const widening = { ...contract([10, 20]), lower_80: [9, 12], upper_80: [12, 30] };
    const [edge] = chartForetold(widening, { fromMs: at(0), toMs: at(2) }) ?? [];
    expect(edge).toEqual({ timeMs: at(0), value: 5, low: 5, high: 5 });
  });

  test("has gaps where nothing was forecast", () => {
    expect(points([10, null, 30], 0, 3)).toEqual([
      [0, 10, 9, 11],
      [0.5, 10, 9, 11],
      [1, 10, 9, 11],
      [2, null, null, null],
      [2, 30, 29, 31],
      [2.5, 30, 29, 31],
      [3, 30, 29, 31],
    ]);
    expect(points([null], 0, 3)).toBeNull();
    expect(points([], 0, 3)).toBeNull();
    expect(points([10], 4, 9)).toBeNull();
  });

  test("is read where it is drawn, also in the table and the file", () => {
    const range = { fromMs: at(0), toMs: at(3) };
    const model = timeSeries({
      ...{ metric: chartMetric("cpu"), range, timeZone: "UTC", nowMs: 0 },
      series: [
        {
          ...{ id: "world", label: "World", role: "main", shiftMs: 0, fromMs: at(0), stepMs: HOUR_MS },
          values: [11, null, 29],
        },
      ],
      foretold: chartForetold(contract([10, null, 30]), range),
    });
    const read = (hours: number) =>
      readingsAt(model, at(hours)).flatMap(({ role, value, band }) =>
        role === "foretold" ? [value, band?.low, band?.high] : [],
      );
    expect(read(0.25)).toEqual([10, 9, 11]);
    expect(read(2)).toEqual([30, 29, 31]);
    expect(read(1.5)).toEqual([]); // in the gap
    const rows = seriesRows(model).map(({ values }) => [...values].map(([id, value]) => `${id} ${value}`));
    expect(rows).toEqual([
      ["world 29", "foretold 30", "foretold-low 29", "foretold-high 31"],
      ["world null"],
      ["world 11", "foretold 10", "foretold-low 9", "foretold-high 11"],
    ]);
  });

  test("alone is no data", () => {
    const range = { fromMs: at(0), toMs: at(3) };
    const foretold = chartForetold(contract([10]), range);
    const model = timeSeries({
      ...{ metric: chartMetric("cpu"), range, timeZone: "UTC", nowMs: 0, series: [], foretold },
    });
    expect(model.empty).toBe(true);
  });
});

describe("in words", () => {
  const score = { steps: 24, replayed: 0, inside_80: 22, mean_absolute_error: 1, mean_error_percent: 3 };
  const young = [{ field: "median", reason: "insufficient-history", remedy: "" }] as const;
  const silent = [{ field: "score", reason: "no-data", remedy: "" }] as const;
  test.each([
    [
      "24 hours",
      contract([1], score),
      [],
      "Of 24 hours forecast a day before, 22 lay in the 80 % band; mean error 3.0 %.",
    ],
    [
      "one",
      contract([1], { ...score, steps: 1, inside_80: 0, mean_error_percent: null }),
      [],
      "Of 1 hour forecast a day before, 0 lay in the 80 % band.",
    ],
    [
      "days",
      { ...contract([1], score), step: "1d" as const },
      [],
      "Of 24 days forecast a day before, 22 lay in the 80 % band; mean error 3.0 %.",
    ],
    [
      "replayed",
      contract([1], { ...score, replayed: 24 }),
      [],
      "Of 24 hours forecast a day before (replayed from history), 22 lay in the 80 % band; mean error 3.0 %.",
    ],
    [
      "partly replayed",
      contract([1], { ...score, replayed: 5 }),
      [],
      "Of 24 hours forecast a day before (5 replayed from history), 22 lay in the 80 % band; mean error 3.0 %.",
    ],
    ["too young", contract([null]), young, "No forecast of this time was made a day before it yet."],
    ["nothing came", contract([1]), silent, null],
  ])("%s", (_name, accuracy, missing, expected) => {
    expect(foretoldWords(accuracy, missing)?.replaceAll("\u2009", " ") ?? null).toBe(expected);
  });
});
