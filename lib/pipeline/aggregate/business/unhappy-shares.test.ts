import { describe, expect, test } from "vitest";
import type { MetricName } from "@/lib/domain/metric";
import { scopeKey, type RollupRow } from "@/lib/domain/rollup-row";
import { Histogram } from "@/lib/pipeline/aggregate/histogram";
import { scopeImpact } from "./scope-impact";
import { aboveUsual, unhappyShares } from "./unhappy-shares";
import { usualShares } from "./usual-shares";

const T_MS = 100;
/** `quick` answers of 50 ms and `slow` ones of 1 s. */
function latencies(quick: number, slow: number): Histogram {
  const histogram = Histogram.empty();
  const put = (ms: number, count: number) => {
    const exponential = {
      scale: 5,
      offset: Math.ceil(Math.log2(ms) * 32) - 1,
      counts: [count],
      zeroCount: 0,
    };
    histogram.addPoint({ count, sum: count * ms, explicit: null, exponential }, 1);
  };
  put(50, quick);
  put(1_000, slow);
  return histogram;
}

describe("shares", () => {
  test("failed as they are; frustrated are the answered ones slower than four times the objective", () => {
    expect(unhappyShares(0.1, latencies(80, 20), T_MS)).toEqual({
      failed: 0.1,
      frustrated: expect.closeTo(0.2 * 0.9, 9),
    });
    expect(unhappyShares(0.1, latencies(80, 20), 300)).toEqual({ failed: 0.1, frustrated: 0 });
    expect(unhappyShares(null, latencies(80, 20), T_MS).frustrated).toBeCloseTo(0.2, 9);
    expect(unhappyShares(0.1, null, T_MS)).toEqual({ failed: 0.1, frustrated: null });
  });

  test("only what is more than usual counts; not known stays so", () => {
    const now = { failed: 0.1, frustrated: 0.02 };
    expect(aboveUsual(now, { failed: 0.04, frustrated: 0.05 }).failed).toBeCloseTo(0.06, 9);
    expect(aboveUsual(now, { failed: 0.04, frustrated: 0.05 }).frustrated).toBe(0);
    expect(aboveUsual(now, { failed: 0, frustrated: null })).toEqual({ failed: 0.1, frustrated: null });
    expect(aboveUsual(now, undefined)).toEqual({ failed: null, frustrated: null });
  });
});

describe("the usual shares", () => {
  const row = (metric: MetricName, sum: number, histogram: Histogram | null = null): RollupRow => ({
    ...{
      metric,
      region: "eu",
      service: "shop",
      windowMs: 0,
      count: 1,
      sum,
      min: null,
      max: null,
      last: null,
    },
    histogram: histogram?.encode() ?? null,
  });
  const none = { regions: [], services: [] };
  const usual = (lastWeek: RollupRow[], days: RollupRow[]) =>
    usualShares(
      { lastWeek: { ...none, services: lastWeek }, days: { ...none, services: days } },
      () => T_MS,
      () => ({ requests: false, errors: false }),
    ).get(scopeKey("eu", "shop"));

  const LAST_WEEK = [row("requests", 1_000), row("errors", 10), row("latency", 0, latencies(95, 5))];
  const DAYS = [
    row("requests", 600),
    row("requests", 400),
    row("errors", 30),
    row("latency", 0, latencies(8, 2)),
  ];

  test("are those of the same hour last week", () => {
    expect(usual(LAST_WEEK, DAYS)).toEqual({ failed: 0.01, frustrated: expect.closeTo(0.05 * 0.99, 9) });
  });
  test("else those of yesterday and today, added up", () => {
    expect(usual([], DAYS)).toEqual({ failed: 0.03, frustrated: expect.closeTo(0.2 * 0.97, 9) });
  });
  test("each on its own: latencies may be younger than errors", () => {
    expect(usual(LAST_WEEK.slice(0, 2), DAYS)).toEqual({
      failed: 0.01,
      frustrated: expect.closeTo(0.2 * 0.97, 9),
    });
  });
  test("are not known of what was never seen", () => {
    expect(usual([], [])).toBeUndefined();
  });
});

describe("impact", () => {
  const input = {
    ...{
      currency: "EUR",
      now: { failed: 0.12, frustrated: 0.05 },
      usual: { failed: 0.02, frustrated: 0.01 },
    },
    ...{ activeUsers: 10_000, reachRatio: 0.5, expectedPerMinute: 1_000, abandonmentRatio: 0.25 },
    expectedBy: "configured" as const,
  };
  test("users: active × (failed + frustrated above usual) × reach; money likewise of what should come", () => {
    const impact = scopeImpact(input);
    expect(impact.usersAffected).toBeCloseTo(10_000 * (0.1 + 0.04) * 0.5, 6);
    expect(impact.moneyAtRiskPerMinute?.low).toBeCloseTo(1_000 * 0.5 * 0.1, 6);
    expect(impact.moneyAtRiskPerMinute?.high).toBeCloseTo(1_000 * 0.5 * (0.1 + 0.04 * 0.25), 6);
    expect(impact).toMatchObject({ currency: "EUR", method: "configured", missing: [] });
  });
  test("a region's own risk goes before the shares, with its own method", () => {
    const risk = {
      ...{ low: 1, mid: 2, high: 3, method: "counterfactual" as const, expectedPerMinute: 1_000 },
      ...{ actualPerMinute: 998, weeks: 4, forecastAsOfMs: null, slownessPerMinute: null },
    };
    const impact = scopeImpact({ ...input, risk });
    expect([impact.moneyAtRiskPerMinute, impact.method]).toEqual([{ low: 1, high: 3 }, "counterfactual"]);
  });
  test.each([
    ["no users are sent", { activeUsers: null }, ["users_affected: no-data"]],
    [
      "no revenue is known",
      { expectedPerMinute: null },
      ["money_at_risk_low: not-configured", "money_at_risk_high: not-configured"],
    ],
    [
      "errors are not known",
      { now: { failed: null, frustrated: 0.05 } },
      ["users_affected: no-data", "money_at_risk_low: no-data", "money_at_risk_high: no-data"],
    ],
    [
      "nothing is known of before",
      { usual: undefined },
      [
        "users_affected: insufficient-history",
        "money_at_risk_low: insufficient-history",
        "money_at_risk_high: insufficient-history",
      ],
    ],
  ])("%s: null, with the reason", (_name, change, missing) => {
    const impact = scopeImpact({ ...input, ...change });
    expect(impact.missing.map(({ field, reason }) => `${field}: ${reason}`)).toEqual(missing);
  });
});
