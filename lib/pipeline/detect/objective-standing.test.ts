import { expect, test } from "vitest";
import { BURN_SPANS_MS } from "@/lib/domain/burn-rate";
import type { StoredObjective } from "@/lib/domain/objective";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { objectiveStanding } from "./objective-standing";

const AS_OF_MS = Date.UTC(2026, 10, 28, 12);
const MONTH_MS = 30 * DAY_MS;
const LATENCY: StoredObjective = {
  id: "p95",
  version: 3,
  kind: "latency-p95",
  region: null,
  service: null,
  target: 85,
  windowDays: 30,
  builtIn: true,
};

/** Every span has the ratio, but for those that are named. */
function standing(badRatio: number | null, but: readonly (readonly [number, number | null])[] = []) {
  const badRatios = new Map<number, number | null>([
    ...[...BURN_SPANS_MS, MONTH_MS].map((ms) => [ms, badRatio] as const),
    ...but,
  ]);
  const place = { region: "eu", service: null, firstMs: AS_OF_MS - 2 * MONTH_MS, asOfMs: AS_OF_MS };
  return objectiveStanding({ objective: LATENCY, badRatios, ...place });
}

test("of a p95 objective the burn is the share of slower requests ÷ 5 %", () => {
  const { burns, budget, badRatio, coveredMs, ...rest } = standing(0.02);
  expect(rest).toMatchObject({ objectiveId: "p95", objectiveVersion: 3, region: "eu", service: null });
  expect(burns.map(({ spanMs }) => spanMs)).toEqual(BURN_SPANS_MS);
  for (const { burn } of burns) expect(burn).toBeCloseTo(0.4, 9);
  expect(badRatio).toBe(0.02);
  expect(coveredMs).toBe(MONTH_MS);
  expect(budget?.spentRatio).toBeCloseTo(0.4, 9);
});

test.each([
  ["little is slow", standing(0.02), "met", []],
  [
    "14.4 × over the hour and still",
    standing(0.02, [
      [HOUR_MS, 0.75],
      [5 * MINUTE_MS, 0.75],
    ]),
    "fast-burn",
    [14.4],
  ],
  [
    "3 × over the day and still",
    standing(0.02, [
      [DAY_MS, 0.16],
      [2 * HOUR_MS, 0.16],
    ]),
    "slow-burn",
    [3],
  ],
  ["spent long ago", standing(0.02, [[MONTH_MS, 0.06]]), "missed", []],
  [
    "spent, and a slow burn",
    standing(0.02, [
      [MONTH_MS, 0.06],
      [3 * DAY_MS, 0.06],
      [6 * HOUR_MS, 0.06],
    ]),
    "missed",
    [1],
  ],
  ["spent, and a fast burn", standing(0.9), "fast-burn", [14.4, 6, 3, 1]],
  ["nothing is known", standing(null), "unknown", []],
] as const)("state: %s", (_name, { state, firing }, expected, thresholds) => {
  expect(state).toBe(expected);
  expect(firing.map(({ threshold }) => threshold)).toEqual(thresholds);
});

test("what fires says over which spans and how fast; the hour's burn tells when the budget ends", () => {
  const { firing, exhaustionMs } = standing(0.02, [
    [HOUR_MS, 0.8],
    [5 * MINUTE_MS, 1],
  ]);
  expect(firing).toEqual([
    { threshold: 14.4, longMs: HOUR_MS, shortMs: 5 * MINUTE_MS, speed: "fast", burn: expect.closeTo(16, 6) },
  ]);
  expect(exhaustionMs! / ((0.6 * MONTH_MS) / 16)).toBeCloseTo(1, 9);
});

test("data that is younger than the window covers its own age; without any nothing is known", () => {
  const place = { objective: LATENCY, region: null, service: null, asOfMs: AS_OF_MS };
  const badRatios = new Map([[MONTH_MS, 0.05]]);
  const young = objectiveStanding({ ...place, badRatios, firstMs: AS_OF_MS - 3 * DAY_MS });
  expect(young.coveredMs).toBe(3 * DAY_MS);
  expect(young.budget?.spentRatio).toBeCloseTo(0.1, 9);
  const never = objectiveStanding({ ...place, badRatios: new Map(), firstMs: null });
  expect(never).toMatchObject({
    state: "unknown",
    badRatio: null,
    coveredMs: null,
    budget: null,
    exhaustionMs: null,
  });
  expect(never.burns.every(({ burn }) => burn === null)).toBe(true);
});
