import { expect, test } from "vitest";
import type { AnomalyContract } from "@/lib/contracts/anomaly";
import type { MetricsHistoriesContract } from "@/lib/contracts/metrics-histories";
import type { HistoryMetric } from "@/lib/domain/metric-history";
import { MINUTE_MS } from "@/lib/domain/window";
import { exampleAnomaly } from "@/lib/testing/example-anomaly";
import { hoursOf, judgedOfChart, unusualSpans, unusualWords } from "./chart-unusual";
import { drawnPanel } from "./drawn-panel";
import { chartMetric, type ChartMetricId } from "./history-metric";
import { anomalyListAnswer } from "./rest/anomaly-list-answer";
import { seriesRows } from "./series-table";

const FROM_MS = Date.UTC(2026, 10, 28, 12);
const minute = (minutes: number) => FROM_MS + minutes * MINUTE_MS;
const RANGE = { fromMs: FROM_MS, toMs: minute(60) };
const EU = { metric: "cpu", region: "eu", service: null } as const;

/** @param until null: it goes on */
function unusual(
  from: number,
  until: number | null,
  changes: Parameters<typeof exampleAnomaly>[1] = {},
): AnomalyContract {
  const times = until === null ? {} : { endedMs: minute(until), ending: "back" as const };
  const anomaly = exampleAnomaly(minute(from), { ...EU, ...times, ...changes });
  return anomalyListAnswer({ anomalies: [{ ...anomaly, parts: [] }], run: null, last: null }).data[0]!;
}
const clock = (timeMs: number) => new Date(timeMs).toISOString().slice(11, 16);
const words = (all: readonly AnomalyContract[], nowMs = RANGE.toMs) =>
  unusualWords(unusualSpans(all, EU, RANGE, nowMs), clock);

test.each<[why: string, from: number, until: number | null, said: string | null]>([
  ["inside", 10, 20, "above what was to be expected from 12:10 to 12:20"],
  ["goes on", 10, null, "above what was to be expected from 12:10 on"],
  ["ended after the chart", 10, 90, "above what was to be expected from 12:10 on"],
  ["began before the chart", -10, 20, "above what was to be expected until 12:20"],
  ["longer than the chart", -10, null, "above what was to be expected all the time"],
  ["over before", -20, 0, null],
  ["begins after", 60, null, null],
])("%s", (_why, from, until, said) => {
  expect(words([unusual(from, until)])).toBe(said === null ? null : `Unusual (shaded): ${said}.`);
});

test("several are told oldest first, of many the newest three", () => {
  const all = [50, 40, 30, 20, 10].map((from) => unusual(from, from + 5, { direction: "below" }));
  expect(words(all)).toMatch(
    /^Unusual \(shaded\): 2 earlier times, then below .* from 12:30 to 12:35; below /,
  );
  expect(words(all)).toMatch(/from 12:50 to 12:55\.$/);
});

test("only what is of the chart's own figure and place", () => {
  const others = [
    ...[unusual(10, 20, { metric: "memory" }), unusual(10, 20, { region: "us" })],
    unusual(10, 20, { service: "cart" }),
  ];
  expect(words(others)).toBeNull();
  const cart = { ...EU, service: "cart" };
  expect(unusualSpans(others, cart, RANGE, RANGE.toMs)).toHaveLength(1);
});

test.each<[metric: HistoryMetric, region: string | null, judged: string | null]>([
  ["requests_per_second", "eu", "requests"],
  ["error_rate", "eu", "error_ratio"],
  ["latency_p99", "eu", "latency_p99"],
  ["latency_p50", "eu", null],
  ["orders", "eu", null],
  ["cpu", null, null],
])("what is judged of a chart of %s in %s", (metric, region, judged) => {
  expect(judgedOfChart({ metric, region })).toBe(judged);
});

test("a range is asked for by whole hours", () => {
  expect(hoursOf({ fromMs: minute(1), toMs: minute(59) })).toEqual(RANGE);
  expect(hoursOf(RANGE)).toEqual(RANGE);
});

const step = { from: new Date(FROM_MS).toISOString(), to: new Date(RANGE.toMs).toISOString() };
const panel = (metric: ChartMetricId, anomalies: readonly AnomalyContract[], nowMs = 0) =>
  drawnPanel({
    ...{ metric: chartMetric(metric), anomalies, nowMs, range: RANGE, region: "eu", service: null },
    ...{ then: null, expected: null, accuracy: null, compare: "none", shiftMs: null, thresholds: [] },
    now: {
      ...{ ...step, metric, unit: "percent", step_seconds: 600 },
      series: [{ region: "eu", service: null, values: [40, 90, 90, 40, 40, 40] }],
    } as unknown as MetricsHistoriesContract,
    ...{ nameOf: (code) => code, timeZone: "UTC" },
  });

test("a panel shades it, says it in its sentence and marks the steps in its table", () => {
  const { model, summary } = panel("cpu", [unusual(10, 30)]);
  expect(model.unusual).toMatchObject([{ fromMs: minute(10), toMs: minute(30) }]);
  expect(summary).toContain("Unusual (shaded): above what was to be expected from 12:10 to 12:30.");
  const rows = seriesRows(model).map((row) => [clock(row.timeMs), row.unusual]);
  expect(rows.reverse().slice(0, 4)).toEqual([
    ...[["12:00", null], ["12:10", "above"], ["12:20", "above"], ["12:30", null]], // prettier-ignore
  ]);
  expect(panel("memory", [unusual(10, 30)]).model.unusual).toEqual([]);
});

test("what goes on is shaded until now, and not into what lies ahead", () => {
  expect(panel("cpu", [unusual(10, null)], minute(45)).model.unusual).toMatchObject([{ toMs: minute(45) }]);
  expect(panel("cpu", [unusual(10, null)]).model.unusual).toMatchObject([{ toMs: minute(60) }]);
});
