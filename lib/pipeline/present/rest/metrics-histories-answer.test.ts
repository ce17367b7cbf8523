import { expect, test } from "vitest";
import { metricsHistoriesResponseSchema } from "@/lib/contracts/metrics-histories";
import type { HistoryMetric, HistoryUnit, MetricHistories, MetricSeries } from "@/lib/domain/metric-history";
import { metricsHistoriesAnswer } from "./metrics-histories-answer";
import { envelopeOf } from "./rest-answer";

const FROM_MS = Date.UTC(2026, 10, 23, 12);
const STEP_MS = 60_000;
const NOW_MS = FROM_MS + 600_000;

function series(
  metric: HistoryMetric,
  unit: HistoryUnit,
  region: string | null,
  values: readonly (number | null)[],
): MetricSeries {
  const unknown = new Float64Array(values.length).fill(NaN);
  const value = Float64Array.from(values, (each) => each ?? NaN);
  const rest = { min: unknown, max: unknown, p50: unknown, p95: unknown, p99: unknown };
  return { metric, unit, region, service: null, columns: { value, ...rest } };
}

function histories(all: readonly MetricSeries[], steps: number): MetricHistories {
  return {
    tier: "1m",
    demo: true,
    stepMs: STEP_MS,
    fromMs: FROM_MS,
    toMs: FROM_MS + steps * STEP_MS,
    series: all,
  };
}

test("values only, in units people read, gaps as null, as old as the newest of all", () => {
  const answer = metricsHistoriesAnswer(
    histories(
      [series("cpu", "ratio", "eu", [0.5, null, null]), series("requests", "per-second", "us", [1, 2, null])],
      3,
    ),
    NOW_MS,
  );
  expect(answer.data).toMatchObject({
    ...{ from: "2026-11-23T12:00:00.000Z", to: "2026-11-23T12:03:00.000Z", tier: "1m", step_seconds: 60 },
    series: [
      { metric: "cpu", unit: "percent", region: "eu", values: [50, null, null] },
      { metric: "requests", unit: "per_second", region: "us", values: [1, 2, null] },
    ],
  });
  expect(answer).toMatchObject({ asOfMs: FROM_MS + 2 * STEP_MS, demo: true, missing: [] });
  expect(metricsHistoriesResponseSchema.parse(envelopeOf(answer, FROM_MS)).data).toEqual(answer.data);
});

test.each([
  ["cpu", "ratio", 1 / 3, 33.333333],
  ["error_rate", "ratio", 1 / 3, 0.333333333],
  ["latency_p99", "ms", 123.456_789_01, 123.456789],
  ["requests", "per-second", 12_345_678.9, 12_345_678.9],
  ["revenue", "currency-per-second", 2 ** 52 + 1, 2 ** 52 + 1],
] as const)("%s in %s: %d is shown as %d", (metric, unit, stored, shown) => {
  const answer = metricsHistoriesAnswer(histories([series(metric, unit, null, [stored])], 1), NOW_MS);
  expect(answer.data.series[0].values).toEqual([shown]);
});

test("a last step that is not over is as old as the present, not as its end", () => {
  const answer = metricsHistoriesAnswer(
    histories([series("cpu", "ratio", null, [0.5])], 1),
    FROM_MS + 10_000,
  );
  expect(answer.asOfMs).toBe(FROM_MS + 10_000);
});

test("names each series that nothing is known of, and its place", () => {
  const answer = metricsHistoriesAnswer(
    histories([series("cpu", "ratio", "us", [0.1]), series("cpu", "ratio", "eu", [null])], 1),
    NOW_MS,
  );
  expect(answer.missing).toMatchObject([
    { field: "series.1.values", region: "eu", reason: "no-data", remedy: expect.stringContaining("cpu") },
  ]);
  const silent = metricsHistoriesAnswer(histories([series("cpu", "ratio", null, [null])], 1), NOW_MS);
  expect(silent).toMatchObject({ asOfMs: null, missing: [{ field: "series.0.values" }] });
});
