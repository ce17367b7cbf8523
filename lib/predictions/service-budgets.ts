import type { Stores } from "@/lib/context";
import type { MetricName } from "@/lib/domain/metric";
import type { StoredObjective } from "@/lib/domain/objective";
import type { PredictionSeries } from "@/lib/domain/prediction";
import type { RegularSeries } from "@/lib/domain/regular-series";
import type { SignalRow } from "@/lib/domain/rollup-row";
import { addedEvidence, type BudgetEvidence } from "@/lib/pipeline/aggregate/budget-series";
import type { SeriesSpan } from "@/lib/pipeline/aggregate/regular-series-of";
import type { PackFigure } from "@/lib/pipeline/aggregate/series-pack";
import { badOf, budgetOf, budgetSpans, evidenceOver, slowOf, type BudgetSpans } from "./budget-evidence";

interface ServiceObjective extends StoredObjective {
  readonly service: string;
}

/**
 * How much was spent of the error budgets of objectives that name a service: in their region, or of all its regions' requests
 * together. As their standings have it, requests of regions where its errors are not known count for nothing.
 */
export class ServiceBudgets {
  /** Of the regions so far. */
  private readonly everywhere = new Map<ServiceObjective, BudgetEvidence>();
  private readonly spans: BudgetSpans;

  private constructor(
    private readonly stores: Stores,
    private readonly signals: readonly SignalRow[],
    private readonly objectives: readonly ServiceObjective[],
    span: SeriesSpan,
  ) {
    this.spans = budgetSpans(objectives, span);
  }

  static async of(stores: Stores, signals: readonly SignalRow[], span: SeriesSpan): Promise<ServiceBudgets> {
    return new ServiceBudgets(stores, signals, ofServices(await stores.objectives.all()), span);
  }

  /** Those of a region; also keeps what those of all regions need of it, if they are wanted. */
  async ofRegion(
    region: string,
    isWanted: (region: string | null, service: string) => boolean,
  ): Promise<PredictionSeries[]> {
    const found: PredictionSeries[] = [];
    for (const objective of this.objectives) {
      const isOwn = objective.region === region;
      if (!isWanted(objective.region, objective.service)) continue;
      if (!isJudged(objective, this.signals, region)) continue;
      const evidence = await this.evidence(objective, region);
      if (isOwn)
        found.push(budgetOf(objective, { region, service: objective.service }, evidence, this.signals));
      else this.everywhere.set(objective, addedEvidence(this.everywhere.get(objective) ?? null, evidence));
    }
    return found;
  }

  /** After all regions. */
  ofPlatform(): PredictionSeries[] {
    return [...this.everywhere].map(([objective, evidence]) =>
      budgetOf(objective, { region: null, service: objective.service }, evidence, this.signals),
    );
  }

  private evidence(objective: ServiceObjective, region: string): Promise<BudgetEvidence> {
    const bad = badOf(objective);
    return evidenceOver(this.spans, async (span) => {
      const read = (metric: MetricName, figure: PackFigure) =>
        this.read(metric, figure, { region, service: objective.service, span });
      if (bad === "failed")
        return {
          requests: await read("requests", { kind: "sum" }),
          bad: await read("errors", { kind: "sum" }),
        };
      const counts = await read("latency", { kind: "count" });
      return slowOf(counts, await read("latency", { kind: "slower", thanMs: bad }));
    });
  }

  private async read(
    metric: MetricName,
    figure: PackFigure,
    of: { readonly region: string; readonly service: string; readonly span: BudgetSpans["fine"] },
  ): Promise<RegularSeries> {
    const { region, service, span } = of;
    const query = { metric, figure, of: { service }, region, ...span };
    const [known] = await this.stores.packedSeries.read(query);
    const { fromMs: startMs, toMs, stepMs } = span;
    return (
      known?.series ?? { startMs, stepMs, values: new Float64Array((toMs - startMs) / stepMs).fill(NaN) }
    );
  }
}

/** How many budgets of services there are, in the regions that are wanted. */
export function countServiceBudgets(
  objectives: readonly StoredObjective[],
  signals: readonly SignalRow[],
  isWanted: (region: string | null, service: string) => boolean,
): number {
  const regions = new Set(signals.map(({ region }) => region));
  return ofServices(objectives).filter(
    (objective) =>
      isWanted(objective.region, objective.service) &&
      [...regions].some((region) => isJudged(objective, signals, region)),
  ).length;
}

function ofServices(objectives: readonly StoredObjective[]): ServiceObjective[] {
  return objectives.flatMap(({ service, ...same }) => (service === null ? [] : [{ ...same, service }]));
}

/** Whether an objective's good and bad requests are known in a region. */
function isJudged(objective: ServiceObjective, signals: readonly SignalRow[], region: string): boolean {
  if (objective.region !== null && objective.region !== region) return false;
  const needs: readonly MetricName[] = badOf(objective) === "failed" ? ["requests", "errors"] : ["latency"];
  return needs.every((metric) =>
    signals.some(
      (row) => row.metric === metric && row.region === region && row.service === objective.service,
    ),
  );
}
