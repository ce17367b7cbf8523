import type { MappingContract, MappingTrialContract } from "@/lib/contracts/mapping";
import type { RecentSeries } from "@/lib/domain/recent-series";
import type { MappingRule, ScopeSource, SeriesPlan } from "@/lib/domain/series-plan";
import { isoOf, isoOrNull } from "./rest-value";

interface MappingSource {
  readonly rule: MappingRule;
  readonly builtIn: boolean;
  readonly enabled: boolean;
  readonly updatedAtMs: number;
}

/** A rule as the contract has it. */
export function presentMapping({ rule, builtIn, enabled, updatedAtMs }: MappingSource): MappingContract {
  const { namePattern, serviceFromJob, labels, instruments, name } = rule.match;
  return {
    key: rule.key,
    built_in: builtIn,
    priority: rule.priority,
    enabled,
    match: {
      ...(name === undefined ? {} : { name }),
      ...(namePattern === undefined ? {} : { name_pattern: namePattern }),
      ...(labels === undefined ? {} : { labels: { ...labels } }),
      ...(instruments === undefined ? {} : { instruments: [...instruments] }),
      ...(serviceFromJob === undefined ? {} : { service_from_job: serviceFromJob }),
    },
    targets: rule.targets.map(({ metric, mode, sumFactor, weightFactor, fallback }) => ({
      ...{ metric, mode, factor: sumFactor, weight_factor: weightFactor, fallback },
    })),
    region: presentSource(rule.scope?.region),
    service: presentSource(rule.scope?.service),
    updated_at: isoOf(updatedAtMs),
  };
}

interface TriedSource {
  readonly takenAtMs: number | null;
  readonly tested: number;
  readonly matching: number;
  readonly shown: readonly {
    readonly series: RecentSeries;
    readonly before: SeriesPlan;
    readonly after: SeriesPlan;
    readonly points: MappingTrialContract["series"][number]["points"] extends (infer P)[]
      ? readonly P[]
      : never;
  }[];
}

export function presentMappingTrial(tried: TriedSource): MappingTrialContract {
  return {
    taken_at: isoOrNull(tried.takenAtMs),
    tested_series: tried.tested,
    matching_series: tried.matching,
    series: tried.shown.map(({ series, before, after, points }) => ({
      labels: { ...series.labels },
      at: isoOrNull(series.newest?.timeMs ?? null),
      value: series.newest?.value ?? null,
      before: presentPlan(before),
      after: presentPlan(after),
      points: points.map(({ metric, mode, value }) => ({ metric, mode, value })),
    })),
  };
}

function presentPlan(plan: SeriesPlan) {
  if (plan.kind === "unmapped")
    return { used: false, reason: plan.reason, region: null, service: null, metrics: [] };
  const metrics = [...new Set(plan.targets.map(({ metric }) => metric))];
  return { used: true, reason: null, region: plan.region, service: plan.service, metrics };
}

function presentSource(source: ScopeSource | undefined) {
  if (source === undefined) return null;
  return "fixed" in source ? { fixed: source.fixed } : { labels: [...source.labels] };
}
