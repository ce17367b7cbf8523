import type { FoldMode, MappingRule } from "@/lib/domain/series-plan";
import type { MetricName } from "@/lib/domain/metric";

/** How the built-in rules are written down. All have one priority: an admin's rule below it takes its series over. */
export const BUILT_IN_PRIORITY = 100;

export type RuleMatch = MappingRule["match"];
export type RuleTarget = MappingRule["targets"][number];

export function rule(key: string, match: RuleMatch, ...targets: readonly RuleTarget[]): MappingRule {
  return { key, priority: BUILT_IN_PRIORITY, match, targets };
}

/** A target with the usual factors: the value as it is, counting 1, for certain. */
export function target(
  metric: MetricName,
  mode: FoldMode,
  unusual: Partial<Pick<RuleTarget, "sumFactor" | "weightFactor" | "fallback">> = {},
): RuleTarget {
  return { metric, mode, sumFactor: 1, weightFactor: null, fallback: false, ...unusual };
}

/** A ratio of two names, such as bytes used ÷ bytes: the upper adds to the sum only, the lower to the weight only. */
export const UPPER = { sumFactor: 1, weightFactor: 0 } as const;
export const LOWER = { sumFactor: 0, weightFactor: 1 } as const;
/** A share of a whole that all shares of together make up: what is in use adds to both, what is not to the weight only. */
export const USED_SHARE = { sumFactor: 1, weightFactor: 1 } as const;
export const UNUSED_SHARE = { ...LOWER } as const;

/** Any of these exact names. */
export function oneOf(names: readonly string[]): Pick<RuleMatch, "name" | "namePattern"> {
  if (names.length === 1) return { name: names[0] };
  return { namePattern: names.map(escapePattern).join("|") };
}

/**
 * An OTel name as OTLP has it, and as Prometheus stores it: dots to underscores, with and without the unit's suffix.
 * Source: opentelemetry-specification, `compatibility/prometheus_and_openmetrics`.
 */
export function otelNames(name: string, ...unitSuffixes: readonly string[]): string[] {
  const underscored = name.replaceAll(".", "_");
  return [name, underscored, ...unitSuffixes.map((suffix) => underscored + suffix)];
}

/** A label by any of these names, in this order, each as OTLP and as Prometheus has it. */
export function anyLabel(...names: readonly string[]): string {
  return [...new Set(names.flatMap((name) => [name, name.replaceAll(".", "_")]))].join("|");
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
