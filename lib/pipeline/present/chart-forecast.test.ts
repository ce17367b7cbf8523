import { describe, expect, test } from "vitest";
import type { ForecastContract } from "@/lib/contracts/forecast";
import { DAY_MS, HOUR_MS } from "@/lib/domain/window";
import { chartForecast, forecastOfChart, forecastWords, lackWords, withAhead } from "./chart-forecast";
import { chartMetric } from "./history-metric";

const NOON_MS = Date.UTC(2026, 10, 28, 12);
const at = (hours: number) => NOON_MS + hours * HOUR_MS;
const contract = (median: readonly number[]): ForecastContract => ({
  ...{ metric: "cpu", unit: "percent", region: null, service: null, step: "1h", step_seconds: 3_600 },
  ...{ replayed: false, model: "m", members: [], history_from: null, insufficient_history: null },
  backtest: { mean_absolute_error: 2, mase: 0.8, origins: 9 },
  from: median.length === 0 ? null : new Date(NOON_MS).toISOString(),
  median: [...median],
  lower_80: median.map((value) => value - 1),
  upper_80: median.map((value) => value + 1),
  lower_95: median.map((value) => value - 2),
  upper_95: median.map((value) => value + 2),
});

describe("a forecast on a chart", () => {
  test.each([
    ["of the world, hour by hour", { metric: "cpu", siblings: [] }, DAY_MS, "1h"],
    ["of a long time, day by day", { metric: "cpu", siblings: [] }, 90 * DAY_MS, "1d"],
    ["beside siblings it would crowd", { metric: "cpu", siblings: ["us"] }, DAY_MS, null],
  ] as const)("%s", (_, chart, spanMs, step) => {
    const found = forecastOfChart(chart, { fromMs: NOON_MS - spanMs, toMs: NOON_MS });
    expect(found?.step ?? null).toBe(step);
  });

  test("goes on by a third of what is shown, no further than it reaches", () => {
    const range = { fromMs: at(-6), toMs: at(0.5) };
    expect(withAhead(range, contract([1, 2, 3, 4, 5])).toMs).toBeCloseTo(at(0.5 + 6.5 / 3), -3);
    expect(withAhead(range, contract([1])).toMs).toBe(at(1));
    expect(withAhead(range, contract([]))).toBe(range);
    expect(withAhead(range, null)).toBe(range);
  });

  test("stands in the middle of its steps, and is cut at the range's ends", () => {
    const drawn = chartForecast(contract([10, 20, 30]), { fromMs: at(-1), toMs: at(2) });
    expect(drawn?.points).toEqual([
      { timeMs: at(0), value: 10 },
      { timeMs: at(0.5), value: 10 },
      { timeMs: at(1.5), value: 20 },
      { timeMs: at(2), value: 25 },
    ]);
    expect(drawn?.bands.map(({ share, points }) => [share, points[3].low, points[3].high])).toEqual([
      [0.95, 23, 27],
      [0.8, 24, 26],
    ]);
    const within = chartForecast(contract([10, 20, 30]), { fromMs: at(1), toMs: at(1.25) });
    expect(within?.points.map(({ value }) => value)).toEqual([15, 17.5]);
    expect(chartForecast(contract([10]), { fromMs: at(-9), toMs: at(-8) })).toBeNull();
    expect(chartForecast(contract([]), { fromMs: at(-1), toMs: at(2) })).toBeNull();
  });

  test("of too short a history is what it needs, in words", () => {
    expect(lackWords(contract([1]))).toBeNull();
    const lacks = { ...contract([]), insufficient_history: { have_steps: 3, need_steps: 12 } };
    expect(lackWords(lacks)).toBe("No forecast yet: it needs 12 hours of history, 3 are known.");
  });

  test("says its end, its range and its own error in words", () => {
    const forecast = contract([10, 20, 30]);
    const drawn = chartForecast(forecast, { fromMs: at(-1), toMs: at(2) })!;
    const words = forecastWords(drawn, forecast, { metric: chartMetric("cpu"), moment: () => "14:00" });
    expect(words.replaceAll("\u2009", " ")).toBe(
      "Expected at 14:00: 25 %, in 80 of 100 cases 24 % to 26 %; on its own past this was off by 2.0 % on average.",
    );
  });
});
