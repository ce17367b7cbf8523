import { describe, expect, test } from "vitest";
import { businessImpactResponseSchema } from "@/lib/contracts/business-impact";
import { executiveDashboardResponseSchema } from "@/lib/contracts/executive-dashboard";
import { globalMetricsResponseSchema } from "@/lib/contracts/global-metrics";
import { infrastructureHealthResponseSchema } from "@/lib/contracts/infrastructure-health";
import { realTimeAnalyticsResponseSchema } from "@/lib/contracts/real-time-analytics";
import { regionalMetricsResponseSchema } from "@/lib/contracts/regional-metrics";
import { serviceMetricsResponseSchema } from "@/lib/contracts/service-metrics";
import { serviceTotalsResponseSchema } from "@/lib/contracts/service-totals";
import { exampleBusiness, exampleImpact, exampleRegionBusiness } from "@/lib/testing/example-business";
import { emptySnapshot } from "@/lib/testing/cycle-snapshot";
import {
  EXAMPLE_AS_OF_MS,
  exampleExecutive,
  exampleExecutiveReading,
  exampleGlobal,
  exampleInfrastructure,
  exampleRegion,
  exampleService,
  exampleTotals,
} from "@/lib/testing/example-cycle";
import { businessImpactAnswer } from "./business-impact-answer";
import { executiveDashboardAnswer } from "./executive-dashboard-answer";
import { globalMetricsAnswer } from "./global-metrics-answer";
import { infrastructureHealthAnswer } from "./infrastructure-health-answer";
import { NO_FIGURES } from "./no-snapshot";
import { realTimeAnalyticsAnswer } from "./real-time-analytics-answer";
import { regionalMetricsAnswer } from "./regional-metrics-answer";
import { envelopeOf } from "./rest-answer";
import { serviceMetricsAnswer } from "./service-metrics-answer";
import { serviceTotalsAnswer } from "./service-totals-answer";

const FIRST_PAGE = { limit: 1_000 };
const LATER_MS = EXAMPLE_AS_OF_MS + 4_000;
const ISO = "2026-11-23T12:00:00.000Z";

describe("units of the contract", () => {
  test("the world: rates as they are, latencies in ms, errors 0–1, the rest in per cent", () => {
    expect(globalMetricsAnswer(exampleGlobal()).data).toMatchObject({
      timestamp: ISO,
      total_requests_per_second: 2_500,
      active_users: 1_200_000,
      global_latency_p99: 143,
      global_latency_p95: 84,
      global_latency_p50: 21,
      error_rate: 0.0008,
      availability: 99.92,
      throughput: 2_498,
      cpu_utilization: 65,
      memory_utilization: 70,
      disk_utilization: 50,
      network_utilization: 40,
      connection_utilization: 60,
      server_count: 250,
      database_connections: 125,
      cache_hit_rate: 94,
      load_balancer_health: 99,
      status: "degraded",
      health_score: 88.5,
      performance_score: 97.25,
      stale: false,
      newest_sample_at: "2026-11-23T11:59:58.500Z",
    });
  });

  test("a region", () => {
    const [region] = regionalMetricsAnswer([exampleRegion("eu-west-1")], FIRST_PAGE).data;
    expect(region).toMatchObject({
      region: "eu-west-1",
      timestamp: ISO,
      requests_per_second: 2_500,
      latency_p99: 143,
      latency_p95: 84,
      latency_p50: 21,
      error_rate: 0.0008,
      availability: 99.92,
      server_count: 250,
      load_balancer_health: 99,
      database_connections: 125,
      cache_hit_rate: 94,
    });
  });

  test("a service", () => {
    const [service] = serviceMetricsAnswer([exampleService("eu-west-1", "search")], FIRST_PAGE).data;
    expect(service).toMatchObject({
      service_name: "search",
      region: "eu-west-1",
      error_rate: 0.0008,
      latency_p99: 143,
      cpu_usage: 65,
      memory_usage: 70,
      disk_usage: 50,
      network_usage: 40,
      connection_utilization: 60,
      instance_count: 250,
      database_connections: 125,
      cache_hit_rate: 94,
      health_score: 88.5,
    });
  });

  test("a service over all its regions, with each of them in brief", () => {
    const [totals] = serviceTotalsAnswer([exampleTotals("search")], FIRST_PAGE).data;
    expect(totals).toMatchObject({
      service_name: "search",
      latency_p99: 143,
      availability: 99.92,
      cpu_usage: 65,
      status: "degraded",
      health_score: 88.5,
    });
    expect(totals.regions.map(({ region }) => region)).toEqual(["eu-west-1", "us-east-1"]);
    expect(totals.regions[0]).toMatchObject({
      ...{ status: "degraded", health_score: 88.5, requests_per_second: 2_500 },
      ...{ error_rate: 0.0008, latency_p99: 143, stale: false },
    });
  });

  test("executives: availability in per cent, its window in seconds", () => {
    expect(executiveDashboardAnswer(exampleExecutiveReading()).data).toMatchObject({
      global_system_health: "degraded",
      system_availability: 99.91,
      system_availability_window_seconds: 3_600,
      customer_satisfaction_estimate: 97.25,
      performance_score: 97.5,
    });
  });

  test("money as ranges in the reporting currency, lead and recovery times in seconds, advantages in per cent", () => {
    const executive = exampleExecutiveReading({ business: exampleBusiness, revenueImpactPerMinute: 1_500 });
    expect(executiveDashboardAnswer(executive)).toMatchObject({
      data: { revenue_impact: 1_500, revenue_impact_low: 1_200, revenue_impact_high: 1_900 },
      meta: { currency: "EUR" },
    });
    const { data, meta } = businessImpactAnswer(executive);
    expect(meta).toEqual({ currency: "EUR" });
    expect(data).toMatchObject({
      ...{ timestamp: ISO, revenue_per_minute: 48_500, revenue_source: "measured" },
      ...{ revenue_expected_per_minute: 50_000, revenue_at_risk: 1_500, revenue_history_weeks: 4 },
      ...{
        revenue_at_risk_low: 1_200,
        revenue_at_risk_high: 1_900,
        revenue_at_risk_method: "counterfactual",
      },
      ...{ users_affected: 61_000, customer_acquisition_rate: 340, customer_retention_rate: 88 },
      ...{ system_downtime_cost: 90_000, system_downtime_cost_high: 140_000, cost_minutes: 1_430 },
      ...{ performance_impact_on_revenue: 25_000, competitive_performance_gap: 18 },
      ...{ competitive_advantage_score: 59.5, innovation_delivery_rate: 2.4, innovation_velocity: 81.25 },
      ...{ cost_per_million_requests: 9.25, infrastructure_cost_per_hour: 812, cost_efficiency: 71 },
      competition: { own_latency_ms: 82, peer_latency_ms: 100, latency_advantage: 18, success_advantage: 20 },
      ...{ regions_without_revenue: ["ap-south-1"], regions_without_price: ["sa-east-1"] },
    });
    expect(data.delivery?.keys.map(({ value }) => value)).toEqual([2.4, 93_600, 0.125, 10_800]);
    const scope = { impact: exampleImpact, business: exampleRegionBusiness };
    expect(regionalMetricsAnswer([exampleRegion("a", scope)], FIRST_PAGE)).toMatchObject({
      meta: { currency: "EUR" },
      data: [
        {
          ...{ users_affected: 60_000, money_at_risk_low: 1_201, money_at_risk_high: 1_901 },
          ...{ revenue_per_minute: 24_000, cost_per_million_requests: 9.5, cost_efficiency: 72 },
        },
      ],
    });
    expect(serviceMetricsAnswer([exampleService("a", "b", scope)], FIRST_PAGE)).toMatchObject({
      ...{ meta: { currency: "EUR" }, data: [{ users_affected: 60_000, money_at_risk_high: 1_901 }] },
    });
  });

  test("infrastructure: utilisation in per cent, scores by name", () => {
    expect(
      infrastructureHealthAnswer({
        snapshot: exampleInfrastructure(),
        predictions: null,
        notAssessed: "stale",
      }).data,
    ).toMatchObject({
      overall_health_score: 88.5,
      system_capacity_utilization: 70,
      regional_health: { "us-east-1": 88.5, "eu-west-1": null },
      service_health: { checkout: 91 },
      critical_alerts: 2,
      predicted_issues: null,
    });
  });

  test("a ratio that rounding put above 1 stays within the contract", () => {
    const answer = globalMetricsAnswer(exampleGlobal({ cpuRatio: 1.0000000001, errorRatio: -0 }));
    expect(answer.data.cpu_utilization).toBe(100);
    expect(globalMetricsResponseSchema.safeParse(envelopeOf(answer, LATER_MS)).success).toBe(true);
  });
});

describe("every answer fits its contract, with figures, without any, and before the first cycle", () => {
  const nothing = {
    ...NO_FIGURES,
    healthScore: null,
    performanceScore: null,
    penalties: [],
    newestSampleMs: null,
  };
  const regions = [exampleRegion("a"), exampleRegion("b", nothing)];
  test.each([
    ["global", globalMetricsResponseSchema, globalMetricsAnswer(exampleGlobal())],
    ["global without figures", globalMetricsResponseSchema, globalMetricsAnswer(exampleGlobal(nothing))],
    ["global before", globalMetricsResponseSchema, globalMetricsAnswer(null)],
    ["regional", regionalMetricsResponseSchema, regionalMetricsAnswer(regions, FIRST_PAGE)],
    ["regional before", regionalMetricsResponseSchema, regionalMetricsAnswer([], FIRST_PAGE)],
    ["services", serviceMetricsResponseSchema, serviceMetricsAnswer([exampleService("a", "b")], FIRST_PAGE)],
    ["services before", serviceMetricsResponseSchema, serviceMetricsAnswer([], FIRST_PAGE)],
    ["totals", serviceTotalsResponseSchema, serviceTotalsAnswer([exampleTotals("a")], FIRST_PAGE)],
    [
      "totals without figures",
      serviceTotalsResponseSchema,
      serviceTotalsAnswer([exampleTotals("a", { ...nothing, places: [] })], FIRST_PAGE),
    ],
    ["totals before", serviceTotalsResponseSchema, serviceTotalsAnswer([], FIRST_PAGE)],
    ["analytics", realTimeAnalyticsResponseSchema, realTimeAnalyticsAnswer(exampleGlobal(nothing), regions)],
    ["analytics before", realTimeAnalyticsResponseSchema, realTimeAnalyticsAnswer(null, [])],
    ["executive", executiveDashboardResponseSchema, executiveDashboardAnswer(exampleExecutiveReading())],
    ["executive before", executiveDashboardResponseSchema, executiveDashboardAnswer(null)],
    [
      "business",
      businessImpactResponseSchema,
      businessImpactAnswer(exampleExecutive({ business: exampleBusiness })),
    ],
    [
      "business without figures",
      businessImpactResponseSchema,
      businessImpactAnswer(emptySnapshot(EXAMPLE_AS_OF_MS).executive),
    ],
    ["business before", businessImpactResponseSchema, businessImpactAnswer(null)],
    [
      "infrastructure",
      infrastructureHealthResponseSchema,
      infrastructureHealthAnswer({
        snapshot: exampleInfrastructure(),
        predictions: null,
        notAssessed: "stale",
      }),
    ],
    [
      "infrastructure before",
      infrastructureHealthResponseSchema,
      infrastructureHealthAnswer({ snapshot: null, predictions: null, notAssessed: "stale" }),
    ],
  ])("%s", (_name, schema, answer) => {
    const envelope = envelopeOf<unknown>(answer, LATER_MS);
    expect(schema.parse(envelope)).toEqual(envelope);
  });
});

describe("no null without a reason", () => {
  test("the cycle's own explanation is kept, an unexplained null is named too", () => {
    const answer = globalMetricsAnswer(
      exampleGlobal({
        cpuRatio: null,
        activeUsers: null,
        missing: [{ field: "cpu_utilization", reason: "stale", remedy: "Look at the sender." }],
      }),
    );
    expect(answer.missing).toEqual([
      expect.objectContaining({ field: "active_users", reason: "no-data" }),
      { field: "cpu_utilization", reason: "stale", remedy: "Look at the sender." },
    ]);
  });

  test("an explanation of a figure that is known is left out", () => {
    const missing = [{ field: "cpu_utilization", reason: "stale", remedy: "x" } as const];
    expect(globalMetricsAnswer(exampleGlobal({ missing })).missing).toEqual([]);
  });

  test("before the first cycle every figure is named", () => {
    const fields = globalMetricsAnswer(null).missing.map((missing) => missing.field);
    expect(fields).toContain("global_latency_p99");
    expect(fields).toContain("network_utilization");
  });

  test("analytics names the world's figures by their place in it", () => {
    const missing = [{ field: "cache_hit_rate", reason: "not-configured", remedy: "Send it." } as const];
    const answer = realTimeAnalyticsAnswer(exampleGlobal({ cacheHitRatio: null, missing }), []);
    expect(answer.missing).toEqual([
      { field: "infrastructure_stats.average_cache_hit_rate", reason: "not-configured", remedy: "Send it." },
    ]);
  });

  test("a list names a figure once where every row lacks it, else row by row", () => {
    const rows = [
      exampleRegion("a", { cacheHitRatio: null, cpuRatio: null }),
      exampleRegion("b", { cacheHitRatio: null }),
    ];
    expect(regionalMetricsAnswer(rows, FIRST_PAGE).missing).toEqual([
      expect.not.objectContaining({ region: expect.anything() }),
      expect.objectContaining({ field: "cpu_utilization", region: "a" }),
    ]);
  });
});

describe("meta", () => {
  test("age counts from the figures' own moment and is never negative", () => {
    const answer = globalMetricsAnswer(exampleGlobal());
    expect(envelopeOf(answer, LATER_MS).meta).toMatchObject({ as_of: ISO, age_seconds: 4, demo: true });
    expect(envelopeOf(answer, EXAMPLE_AS_OF_MS - 9_000).meta.age_seconds).toBe(0);
  });
  test("a world heard of once that fell silent is stale", () => {
    const data = globalMetricsAnswer(exampleGlobal({ ...NO_FIGURES, status: "unknown" })).data;
    expect(data.stale).toBe(true);
  });
});
