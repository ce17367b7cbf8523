import { compileMapping } from "./compile-mapping";
import type { RecentSeries } from "@/lib/domain/recent-series";
import type { FoldTarget, MappingRule, MappingSet, SeriesPlan } from "@/lib/domain/series-plan";
import { SECOND_MS } from "@/lib/domain/window";

/** What one target of a plan makes of a series' newest value. */
export interface TriedPoint {
  readonly metric: FoldTarget["metric"];
  readonly mode: FoldTarget["mode"];
  /** null: it takes a sample before it, or a whole histogram. */
  readonly value: number | null;
}

export interface TriedSeries {
  readonly series: RecentSeries;
  /** As things are. */
  readonly before: SeriesPlan;
  /** With the rule. */
  readonly after: SeriesPlan;
  readonly points: readonly TriedPoint[];
}

export interface TriedRule {
  readonly tested: number;
  /** Series that the rule matches; the first of them are in `shown`. */
  readonly matching: number;
  readonly shown: readonly TriedSeries[];
}

/** Tries a rule, new or in place of one with its key, on series that were received. Throws an UnsafePatternError. */
export function tryRule(
  mapping: MappingSet,
  rule: MappingRule,
  received: readonly RecentSeries[],
  maxShown: number,
): TriedRule {
  const others = mapping.rules.filter(({ key }) => key !== rule.key);
  const asIs = compileMapping(mapping.rules, mapping.scope);
  const alone = compileMapping([rule], mapping.scope);
  const together = compileMapping([...others, rule], mapping.scope);
  const shown: TriedSeries[] = [];
  let matching = 0;
  for (const series of received) {
    const labels = Object.entries(series.labels);
    const own = alone(labels, series.instrument);
    if (own.kind === "unmapped" && own.reason === "no-rule") continue;
    matching++;
    if (shown.length >= maxShown) continue;
    const after = together(labels, series.instrument);
    const points = after.kind === "mapped" ? after.targets.map((target) => pointOf(target, series)) : [];
    shown.push({ series, before: asIs(labels, series.instrument), after, points });
  }
  return { tested: received.length, matching, shown };
}

function pointOf(target: FoldTarget, series: RecentSeries): TriedPoint {
  const { metric, mode } = target;
  return { metric, mode, value: valueOf(target, series) };
}

function valueOf({ mode, sumFactor }: FoldTarget, { newest, previous }: RecentSeries): number | null {
  if (newest === null) return null;
  switch (mode) {
    case "sample":
    case "total":
      return newest.value * sumFactor;
    case "presence":
      return sumFactor;
    case "increase": {
      if (previous === null) return null;
      const restarted = newest.value < previous.value;
      return (restarted ? newest.value : newest.value - previous.value) * sumFactor;
    }
    case "duration":
      if (previous === null) return null;
      return ((newest.value * (newest.timeMs - previous.timeMs)) / SECOND_MS) * sumFactor;
    case "bucket":
    case "histogram":
    case "histogram-sum":
    case "histogram-count":
    case "histogram-count-of":
      return null;
    default:
      return mode satisfies never;
  }
}
