import { expect, test } from "vitest";
import { crossingPlace, crossingTime, crossingWords, type SaidCrossing } from "./crossing-words";
import { HOUR_MS, MINUTE_MS } from "./window";

const said: SaidCrossing = {
  ...{ kind: "cpu_saturation_prediction", service: null },
  ...{ threshold: 0.8, horizonMs: HOUR_MS, probability: 0.628 },
};

test.each<[Partial<SaidCrossing>, string]>([
  [{}, "CPU in Dublin is likely to rise above 80 %: 63 % within 1 h"],
  [{ service: "checkout" }, "CPU of checkout in Dublin is likely to rise above 80 %: 63 % within 1 h"],
  [{ probability: 0.36 }, "CPU in Dublin may rise above 80 %: 36 % within 1 h"],
  [{ probability: 0.997 }, "CPU in Dublin is likely to rise above 80 %: over 99 % within 1 h"],
  [
    { kind: "latency_degradation_prediction", threshold: 200, horizonMs: 30 * MINUTE_MS, probability: 0.5 },
    "The 99th percentile of latency in Dublin is likely to rise above 200 ms: 50 % within 30 min",
  ],
  [
    { kind: "connection_exhaustion_prediction", threshold: 0.855 },
    "Database connections in Dublin are likely to rise above 85.5 %: 63 % within 1 h",
  ],
])("%j", (change, words) => expect(crossingWords({ ...said, ...change }, "Dublin")).toBe(words));

test("times are in UTC, with dates where they reach a day ahead", () => {
  const at = Date.UTC(2026, 10, 28, 23, 30);
  const crossing = { medianMs: at + HOUR_MS, fromMs: at + HOUR_MS / 2, toMs: at + 2 * HOUR_MS };
  expect(crossingTime(crossing, at)).toBe("00:30 UTC (00:00 to 01:30)");
  expect(crossingTime({ ...crossing, toMs: at + 24 * HOUR_MS }, at)).toBe(
    "2026-11-29 00:30 UTC (2026-11-29 00:00 to 2026-11-29 23:30)",
  );
});

test.each([
  [null, "all regions"],
  ["eu", "Dublin"],
])("%s is called %s", (region, words) => expect(crossingPlace({ region }, () => "Dublin")).toBe(words));
