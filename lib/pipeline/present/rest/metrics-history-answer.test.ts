import { expect, test } from "vitest";
import { metricsHistoryResponseSchema } from "@/lib/contracts/metrics-history";
import type { HistoryMetric, HistoryPoint, HistoryUnit, MetricHistory } from "@/lib/domain/metric-history";
import { metricsHistoryAnswer } from "./metrics-history-answer";
import { envelopeOf } from "./rest-answer";

const FROM_MS = Date.UTC(2026, 10, 23, 12);
const STEP_MS = 60_000;
const NOW_MS = FROM_MS + 600_000;

const gap: HistoryPoint = {
  timeMs: FROM_MS,
  value: null,
  min: null,
  max: null,
  p50: null,
  p95: null,
  p99: null,
};

function history(metric: HistoryMetric, unit: HistoryUnit, points: readonly HistoryPoint[]): MetricHistory {
  const toMs = FROM_MS + points.length * STEP_MS;
  return {
    metric,
    unit,
    region: null,
    service: null,
    tier: "1m",
    stepMs: STEP_MS,
    fromMs: FROM_MS,
    toMs,
    demo: true,
    points,
  };
}

test.each([
  ["requests", "per-second", 0.5, "per_second", 0.5],
  ["cpu", "ratio", 0.5, "percent", 50],
  ["availability", "ratio", 0.5, "percent", 50],
  ["cache_hit_rate", "ratio", 0.5, "percent", 50],
  ["error_rate", "ratio", 0.5, "ratio", 0.5],
  ["servers", "count", 0.5, "count", 0.5],
  ["latency_p99", "ms", 0.5, "ms", 0.5],
  ["revenue", "currency-per-second", 0.5, "currency_per_second", 0.5],
] as const)("%s in %s: %d is %s %d", (metric, unit, stored, contractUnit, shown) => {
  const point = { ...gap, value: stored, min: stored, max: stored };
  const answer = metricsHistoryAnswer(history(metric, unit, [point]), NOW_MS);
  expect(answer.data.unit).toBe(contractUnit);
  expect(answer.data.points[0]).toMatchObject({ value: shown, min: shown, max: shown });
  expect(metricsHistoryResponseSchema.parse(envelopeOf(answer, FROM_MS)).data).toEqual(answer.data);
});

test("gaps stay null, and the answer is as old as its newest known point", () => {
  const known = { ...gap, timeMs: FROM_MS + STEP_MS, value: 3 };
  const answer = metricsHistoryAnswer(
    history("requests", "per-second", [gap, known, { ...gap, timeMs: FROM_MS + 2 * STEP_MS }]),
    NOW_MS,
  );
  expect(answer.data.points.map((point) => point.value)).toEqual([null, 3, null]);
  expect(answer).toMatchObject({ asOfMs: FROM_MS + 2 * STEP_MS, demo: true, missing: [] });
});

test("nothing at all is said to be missing", () => {
  const answer = metricsHistoryAnswer(history("requests", "per-second", [gap]), NOW_MS);
  expect(answer.asOfMs).toBeNull();
  expect(answer.missing).toEqual([expect.objectContaining({ field: "points.value", reason: "no-data" })]);
});

test("a step that is not over yet does not put the answer into the future", () => {
  const answer = metricsHistoryAnswer(
    history("requests", "per-second", [{ ...gap, value: 1 }]),
    FROM_MS + 5_000,
  );
  expect(answer.asOfMs).toBe(FROM_MS + 5_000);
});
