import type { Cell, CellRegistry } from "./cells";
import type { FoldMode, SeriesPlan } from "@/lib/domain/series-plan";

export interface PlanTarget {
  readonly cell: Cell;
  readonly mode: FoldMode;
  readonly sumFactor: number;
  readonly weightFactor: number | null;
  readonly fallback: boolean;
}

/** What a series folds into; shared by all series of the same kind in the same cell. Empty targets: unmapped. */
export interface CompiledPlan {
  readonly targets: readonly PlanTarget[];
  /** Index in the list of unmapped names, or null. */
  readonly unmapped: number | null;
  /** Whether some target counts live series, so that late samples correct closed windows. */
  readonly hasTotal: boolean;
  /** Whether increases between samples are needed. */
  readonly cumulative: boolean;
  /** Whether some target counts how long a value holds. */
  readonly hasDuration: boolean;
}

const CUMULATIVE_MODES: readonly FoldMode[] = ["increase", "bucket", "histogram-sum", "histogram-count"];

/** Turns plans of the mapping into targets on cells, sharing equal ones. */
export class PlanCache {
  private readonly mapped = new Map<string, CompiledPlan>();

  constructor(private readonly registry: CellRegistry) {}

  compile(plan: Extract<SeriesPlan, { kind: "mapped" }>): CompiledPlan {
    // Neither a region's nor a service's name holds a line break.
    let key = `${plan.region}${plan.service === null ? "" : `\n${plan.service}`}`;
    for (const { metric, mode, sumFactor, weightFactor, fallback } of plan.targets)
      key += `\n\n${metric} ${mode} ${sumFactor} ${weightFactor} ${fallback}`;
    let compiled = this.mapped.get(key);
    if (!compiled) this.mapped.set(key, (compiled = this.build(plan)));
    return compiled;
  }

  private build(plan: Extract<SeriesPlan, { kind: "mapped" }>): CompiledPlan {
    const targets = plan.targets.map((target) => {
      const cell = this.registry.get(target.metric, plan.region, plan.service);
      const { mode, sumFactor, weightFactor, fallback } = target;
      return { cell, mode, sumFactor, weightFactor, fallback };
    });
    return {
      targets,
      unmapped: null,
      hasDuration: targets.some(({ mode }) => mode === "duration"),
      hasTotal: targets.some(({ mode }) => mode === "total" || mode === "presence"),
      cumulative: targets.some(({ mode }) => CUMULATIVE_MODES.includes(mode)),
    };
  }
}

/** The plan of a series that maps to nothing. */
export function unmappedPlan(index: number): CompiledPlan {
  return { targets: [], unmapped: index, hasTotal: false, cumulative: false, hasDuration: false };
}
