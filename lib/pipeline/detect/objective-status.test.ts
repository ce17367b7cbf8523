import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { objectiveStatus, type ObjectiveEvidence } from "./objective-status";

const MONTH_MS = 30 * DAY_MS;
const QUIET: ObjectiveEvidence = {
  telemetry: "fresh",
  newestSampleMs: Date.UTC(2026, 10, 23, 12),
  errorRatio: 0.00005,
  latencyP99Ms: 120,
  latencyP95Ms: 70,
  spanErrorRatios: new Map(
    [5 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS, 6 * HOUR_MS, DAY_MS, 3 * DAY_MS, MONTH_MS].map(
      (ms) => [ms, 0.00005],
    ),
  ),
  minuteSuccessRatios: [0.9999, 0.9999],
  objectives: {
    availabilityRatio: 0.9999,
    availabilityWindowMs: MONTH_MS,
    latencyP99Ms: 150,
    latencyP95Ms: 85,
    errorRatio: 0.001,
  },
};
const spans = (changes: readonly (readonly [number, number])[]) =>
  new Map([...QUIET.spanErrorRatios, ...changes]);

test.each<[string, Partial<ObjectiveEvidence>, string, RegExp]>([
  ["quiet", {}, "healthy", /p99 120 ms, 0\.005 % errors/],
  ["never sent", { telemetry: "none" }, "unknown", /No requests or latencies/],
  ["stopped", { telemetry: "stale" }, "unknown", /since 2026-11-23 12:00 UTC/],
  ["p99 above its objective", { latencyP99Ms: 151 }, "degraded", /p99 is 151 ms, the objective is 150 ms/],
  ["p99 at its objective", { latencyP99Ms: 150 }, "healthy", /is met/],
  ["p95 above its objective", { latencyP95Ms: 86 }, "degraded", /^p95 is 86 ms, the objective is 85 ms\.$/],
  ["p95 at its objective", { latencyP95Ms: 85 }, "healthy", /is met/],
  [
    "both percentiles above",
    { latencyP99Ms: 151, latencyP95Ms: 86 },
    "degraded",
    /p99 is 151 ms.* p95 is 86 ms/,
  ],
  ["too many errors now", { errorRatio: 0.0011 }, "degraded", /0\.11 % of requests fail/],
  [
    "budget spent and still burning",
    {
      spanErrorRatios: spans([
        [MONTH_MS, 0.0002],
        [HOUR_MS, 0.00012],
      ]),
    },
    "degraded",
    /over 30 d is 99\.98 %/,
  ],
  ["budget spent, mended since", { spanErrorRatios: spans([[MONTH_MS, 0.0002]]) }, "healthy", /is met/],
  [
    "slow burn",
    {
      spanErrorRatios: spans([
        [DAY_MS, 0.0004],
        [2 * HOUR_MS, 0.0004],
      ]),
    },
    "degraded",
    /4× as fast .*1 d and 2 h; fires at 3×/,
  ],
  [
    "fast burn",
    {
      spanErrorRatios: spans([
        [HOUR_MS, 0.002],
        [5 * MINUTE_MS, 0.002],
      ]),
    },
    "critical",
    /20× as fast .*1 h and 5 min; fires at 14\.4×/,
  ],
  [
    "fast burn of six hours",
    {
      spanErrorRatios: spans([
        [6 * HOUR_MS, 0.0007],
        [30 * MINUTE_MS, 0.0007],
      ]),
    },
    "critical",
    /fires at 6×/,
  ],
  [
    "hardly anything succeeds",
    { minuteSuccessRatios: [0.49, 0.1] },
    "down",
    /49 % of requests succeeded for 2 min/,
  ],
  ["one bad minute", { minuteSuccessRatios: [0.49, 0.6] }, "healthy", /is met/],
  [
    "no requests",
    { errorRatio: null, latencyP99Ms: null, latencyP95Ms: null, spanErrorRatios: new Map() },
    "healthy",
    /no requests to judge/,
  ],
  ["errors not known", { errorRatio: null, spanErrorRatios: new Map() }, "healthy", /Errors are not known/],
])("%s", (_name, changes, status, because) => {
  const verdict = objectiveStatus({ ...QUIET, ...changes });
  expect(verdict.status).toBe(status);
  expect(verdict.because).toMatch(because);
});

test("down goes before critical, critical before degraded", () => {
  const spanErrorRatios = spans([
    [HOUR_MS, 0.6],
    [5 * MINUTE_MS, 0.6],
  ]);
  const bad = { ...QUIET, spanErrorRatios, errorRatio: 0.6, latencyP99Ms: 9_000 };
  expect(objectiveStatus(bad).status).toBe("critical");
  expect(objectiveStatus({ ...bad, minuteSuccessRatios: [0.4, 0.4] }).status).toBe("down");
});
