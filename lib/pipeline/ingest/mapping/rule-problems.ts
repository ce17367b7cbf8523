import { mappingRuleSchema } from "./mapping-rule-schema";
import { metricDefinition, type MetricKind } from "@/lib/domain/metric";
import type { FoldMode, MappingRule } from "@/lib/domain/series-plan";

/** Which ways of folding make sense for which kind of metric. */
const MODES: Readonly<Record<MetricKind, readonly FoldMode[]>> = {
  counter: ["increase", "sample", "duration", "histogram-count-of"],
  ratio: ["sample", "increase", "duration"],
  total: ["total", "presence"],
  distribution: ["bucket", "histogram-sum", "histogram-count", "histogram"],
};

export interface RuleProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Everything that is wrong with a rule somebody wrote; empty: nothing is. */
export function ruleProblems(rule: MappingRule): RuleProblem[] {
  const parsed = mappingRuleSchema.safeParse(rule);
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => ({ path, message }));
  return rule.targets.flatMap(({ metric, mode }, index) => {
    const { kind } = metricDefinition(metric);
    if (MODES[kind].includes(mode)) return [];
    const message = `${metric} is a ${kind}: it takes ${MODES[kind].join(", ")}`;
    return [{ path: ["targets", index, "mode"], message }];
  });
}
