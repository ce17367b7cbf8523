import { describe, expect, test } from "vitest";
import { scopeKey } from "@/lib/domain/rollup-row";
import type { ScopeImpact } from "@/lib/domain/business-snapshot";
import { EXAMPLE_AS_OF_MS, exampleRegion, exampleService } from "@/lib/testing/example-cycle";
import { attentionItems } from "./attention";

const impact = (high: number | null): ScopeImpact => ({
  ...{ currency: "USD", failedAboveUsual: 0.1, frustratedAboveUsual: 0, usersAffected: 7 },
  ...{ moneyAtRiskPerMinute: high === null ? null : { low: high / 2, high }, method: null, missing: [] },
});
const service = (name: string, change: Parameters<typeof exampleService>[2]) =>
  exampleService("eu", name, { status: "degraded", impact: null, ...change });

describe("the order of what needs attention", () => {
  const named = (...args: Parameters<typeof attentionItems>) =>
    attentionItems(...args).map((item) => item.service ?? item.region);

  test("is by the high end of the money at risk, whatever the status", () => {
    const services = [
      service("small", { impact: impact(5), status: "down" }),
      service("large", { impact: impact(500) }),
    ];
    expect(named([], services)).toEqual(["large", "small"]);
  });

  test("is by status and then by traffic where no money is known, behind what is", () => {
    const services = [
      service("quiet", { requestsPerSecond: 1 }),
      service("busy", { requestsPerSecond: 9 }),
      service("down", { status: "down", requestsPerSecond: 0 }),
      service("known", { impact: impact(0), requestsPerSecond: 0 }),
    ];
    expect(named([], services)).toEqual(["known", "down", "busy", "quiet"]);
  });

  test("puts what nobody can see where its own money would put it", () => {
    const silent = {
      impact: null,
      stale: true,
      newestSampleMs: EXAMPLE_AS_OF_MS - 90_000,
      status: "unknown",
    } as const;
    const regions = [exampleRegion("dark", silent), exampleRegion("dim", silent)];
    const expected = new Map([
      [scopeKey("dark", null), { perMinute: 400, by: "configured" }],
      [scopeKey("dim", null), { perMinute: 3, by: "configured" }],
    ] as const);
    const services = [service("shop", { impact: impact(50) })];
    const items = attentionItems(regions, services, expected);
    expect(items.map(({ region, moneyAtRiskPerMinute }) => [region, moneyAtRiskPerMinute])).toEqual([
      ["dark", null],
      ["eu", { low: 25, high: 50 }],
      ["dim", null],
    ]);
  });
});
