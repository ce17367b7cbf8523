import type {
  CapacityForecastContract,
  CapacityRegionContract,
  DayFiguresContract,
  RecommendationContract,
  RiskContract,
  RunwayContract,
} from "@/lib/contracts/capacity-forecast";
import type {
  CapacityPlan,
  Growth,
  MeasuredDay,
  PlannedDay,
  PlannedRegion,
  Recommendation,
  Runway,
  WhatIf,
} from "@/lib/domain/capacity";
import type { Resource } from "@/lib/domain/health";
import type { KnownEvent } from "@/lib/domain/known-event";
import { DAY_MS, windowStart } from "@/lib/domain/window";
import { recommendationWords, riskWords } from "@/lib/pipeline/present/capacity-words";
import type { RegionNames } from "@/lib/pipeline/present/region-name";
import { isoOf } from "./rest-value";

const PER_CENT = 100;
const DIGITS = 6;
const DATE_LENGTH = "2026-11-23".length;

export interface PresentedCapacity {
  readonly plan: CapacityPlan;
  readonly events: readonly KnownEvent[];
  readonly nameOf: RegionNames;
  readonly whatIf: WhatIf | null;
  readonly provisioningLeadDays: number | null;
}

export function presentCapacity({
  plan,
  events,
  nameOf,
  whatIf,
  provisioningLeadDays,
}: PresentedCapacity): CapacityForecastContract {
  const todayMs = windowStart(plan.asOfMs, DAY_MS);
  return {
    timestamp: isoOf(plan.asOfMs),
    forecast_horizon_days: plan.daysAhead,
    ...presentGrowth("user", plan.users),
    ...presentGrowth("traffic", plan.traffic),
    required_server_capacity: plan.need?.servers ?? null,
    required_server_capacity_low: plan.need?.low ?? null,
    required_server_capacity_high: plan.need?.high ?? null,
    estimated_cost: toCents(plan.cost?.amount),
    estimated_cost_low: toCents(plan.cost?.low),
    estimated_cost_high: toCents(plan.cost?.high),
    cost_of_current_servers: toCents(plan.costOfToday),
    provisioning_lead_days: provisioningLeadDays,
    what_if: presentWhatIf(whatIf),
    scaling_recommendations: plan.recommendations.map((each) =>
      presentRecommendation(each, { nameOf, todayMs }),
    ),
    risk_factors: plan.risks.flatMap((risk): RiskContract[] => {
      const text = riskWords(risk, { nameOf, events });
      return text === null ? [] : [{ kind: risk.kind, region: "region" in risk ? risk.region : null, text }];
    }),
    regions: plan.regions.map(presentRegion),
  };
}

export function presentWhatIf(whatIf: WhatIf | null): CapacityForecastContract["what_if"] {
  if (whatIf === null) return null;
  const { trafficChangeRatio, lostRegion, fromMs } = whatIf;
  return { traffic_change: percent(trafficChangeRatio), lost_region: lostRegion, from: dateOf(fromMs) };
}

function presentGrowth<Of extends "user" | "traffic">(of: Of, growth: Growth | null) {
  const name = `predicted_${of}_growth` as const;
  return {
    [name]: growth && percent(growth.ratio),
    [`${name}_low`]: growth && percent(growth.low),
    [`${name}_high`]: growth && percent(growth.high),
  } as Record<typeof name | `${typeof name}_low` | `${typeof name}_high`, number | null>;
}

function presentRecommendation(
  recommendation: Recommendation,
  about: { readonly nameOf: RegionNames; readonly todayMs: number },
): RecommendationContract {
  const { kind, region, servers, forLoss, deadlineMs, orderByMs } = recommendation;
  return {
    action: kind,
    region,
    servers,
    servers_for_loss: forLoss,
    deadline: dateOrNull(deadlineMs),
    order_by: dateOrNull(orderByMs),
    text: recommendationWords(recommendation, about),
  };
}

function presentRegion(region: PlannedRegion): CapacityRegionContract {
  const { need, servers, carriedPerServer } = region;
  const used = (resource: Resource) =>
    dayFigures(region.measuredUtilization[resource], region.utilization[resource], PER_CENT);
  return {
    region: region.region,
    servers,
    carried_per_server: carriedPerServer,
    required_servers: need?.servers ?? null,
    required_servers_low: need?.low ?? null,
    required_servers_high: need?.high ?? null,
    required_for_loss: need?.forLoss ?? null,
    short_from: dateOrNull(need?.shortDayMs ?? null),
    price_per_server_hour: region.pricePerServerHour,
    runway: region.runways.map(presentRunway),
    load: dayFigures(region.measuredLoad, region.load, 1),
    utilization: {
      cpu: used("cpu"),
      memory: used("memory"),
      disk: used("disk"),
      connections: used("connections"),
    },
  };
}

function presentRunway({ resource, targetRatio, newestRatio, ...days }: Runway): RunwayContract {
  return {
    resource,
    target: percent(targetRatio),
    newest: newestRatio === null ? null : percent(newestRatio),
    passes: dateOrNull(days.medianDayMs),
    passes_at_earliest: dateOrNull(days.upperDayMs),
    known_days: days.knownDays,
  };
}

function dayFigures(
  measured: readonly MeasuredDay[],
  planned: readonly PlannedDay[],
  scale: number,
): DayFiguresContract {
  const short = (value: number) => Number((value * scale).toPrecision(DIGITS));
  const fromMs = measured[0]?.dayMs ?? null;
  const days = fromMs === null ? 0 : (measured[measured.length - 1].dayMs - fromMs) / DAY_MS + 1;
  const peaks = new Map(measured.map(({ dayMs, peak }) => [dayMs, peak]));
  return {
    measured: {
      from: dateOrNull(fromMs),
      peak: Array.from({ length: days }, (_, day) => {
        const peak = peaks.get((fromMs ?? 0) + day * DAY_MS);
        return peak === undefined ? null : short(peak);
      }),
    },
    expected: {
      from: dateOrNull(planned[0]?.dayMs ?? null),
      median: planned.map(({ median }) => short(median)),
      lower_80: planned.map(({ lower80 }) => short(lower80)),
      upper_80: planned.map(({ upper80 }) => short(upper80)),
    },
  };
}

function toCents(amount: number | null | undefined): number | null {
  return typeof amount === "number" ? Math.round(amount * PER_CENT) / PER_CENT : null;
}

/** 30 is read again of 30 %, not 30.000000000000004. */
function percent(ratio: number): number {
  return Number((ratio * PER_CENT).toPrecision(DIGITS * 2));
}

function dateOf(dayMs: number): string {
  return isoOf(dayMs).slice(0, DATE_LENGTH);
}

function dateOrNull(dayMs: number | null): string | null {
  return dayMs === null ? null : dateOf(dayMs);
}
