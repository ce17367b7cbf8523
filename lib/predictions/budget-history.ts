import type { Stores } from "@/lib/context";
import type { MetricName } from "@/lib/domain/metric";
import {
  goodRatioOf,
  objectiveFor,
  OBJECTIVE_KINDS,
  type Objective,
  type StoredObjective,
} from "@/lib/domain/objective";
import type { PredictionKind, PredictionSeries } from "@/lib/domain/prediction";
import type { RegularSeries } from "@/lib/domain/regular-series";
import type { SignalRow } from "@/lib/domain/rollup-row";
import { DAY_MS, TIERS, windowStart, type Tier } from "@/lib/domain/window";
import { addedEvidence, budgetSeries, type BudgetEvidence } from "@/lib/pipeline/aggregate/budget-series";
import { judgedParts } from "@/lib/pipeline/aggregate/judged-parts";
import {
  fromFirstKnown,
  regularSeriesOf,
  type SeriesFigure,
  type SeriesSpan,
} from "@/lib/pipeline/aggregate/regular-series-of";

export const BUDGET_KIND: PredictionKind = "error_budget_exhaustion_prediction";
const FINE_TIER = TIERS.find(({ name }) => name === "5m")!;
const COARSE_TIER = TIERS.find(({ name }) => name === "1h")!;

/** Which requests are bad: failed ones, or those slower than so many ms. */
type Bad = "failed" | number;

/**
 * How much of the error budgets of regions and of the whole platform was spent at each time. Made of requests and latencies,
 * not of stored standings, so that there is a history also before the first standing. Budgets of failed requests only of
 * regions all of whose requests are judged, and of the platform where that is true of each region that judges any.
 */
export class BudgetHistory {
  /** Of the regions so far; null: it cannot be told of the platform. */
  private readonly platform = new Map<Bad, BudgetEvidence | null>();
  private readonly earlier: SeriesSpan;
  private readonly fine: SeriesSpan;

  private constructor(
    private readonly stores: Stores,
    private readonly signals: readonly SignalRow[],
    private readonly objectives: readonly StoredObjective[],
    span: SeriesSpan,
  ) {
    const longestMs = Math.max(0, ...objectives.map(({ windowDays }) => windowDays * DAY_MS));
    this.earlier = {
      fromMs: windowStart(span.fromMs - longestMs, COARSE_TIER.windowMs),
      toMs: windowStart(span.fromMs, COARSE_TIER.windowMs),
      stepMs: COARSE_TIER.windowMs,
    };
    // The hour that is half in both would count twice: the fine windows begin where the coarse ones end.
    this.fine = { ...span, fromMs: this.earlier.toMs };
  }

  static async of(stores: Stores, signals: readonly SignalRow[], span: SeriesSpan): Promise<BudgetHistory> {
    return new BudgetHistory(stores, signals, await stores.objectives.all(), span);
  }

  /** Those of a region; also keeps what the platform's need of it, if they are wanted. */
  async ofRegion(
    region: string,
    wanted: { readonly region: boolean; readonly platform: boolean },
  ): Promise<PredictionSeries[]> {
    const own = wanted.region ? this.objectivesOf(region) : [];
    const shared = wanted.platform ? this.objectivesOf(null).map(badOf) : [];
    const evidence = new Map<Bad, BudgetEvidence>();
    for (const bad of new Set([...own.map(badOf), ...shared])) {
      const of = bad === "failed" ? await this.failures(region) : await this.slow(region, bad);
      if (of !== null) evidence.set(bad, of);
    }
    for (const bad of new Set(shared)) this.addToPlatform(region, bad, evidence.get(bad) ?? null);
    return own.flatMap((objective) => this.series(objective, region, evidence.get(badOf(objective)) ?? null));
  }

  /** After all regions; of a single one it would say the same again. */
  ofPlatform(): PredictionSeries[] {
    if (new Set(this.signals.map(({ region }) => region)).size < 2) return [];
    return this.objectivesOf(null).flatMap((objective) =>
      this.series(objective, null, this.platform.get(badOf(objective)) ?? null),
    );
  }

  private objectivesOf(region: string | null): StoredObjective[] {
    return OBJECTIVE_KINDS.map((kind) => objectiveFor(this.objectives, kind, region, null)).filter(isStored);
  }

  private addToPlatform(region: string, bad: Bad, of: BudgetEvidence | null): void {
    const before = this.platform.get(bad);
    if (before === null) return;
    if (of !== null) this.platform.set(bad, addedEvidence(before ?? null, of));
    else if (bad === "failed" && judgedParts(this.signals, region).kind !== "none")
      this.platform.set(bad, null);
  }

  private series(
    objective: StoredObjective,
    region: string | null,
    of: BudgetEvidence | null,
  ): PredictionSeries[] {
    if (of === null) return [];
    const allowedRatio = 1 - goodRatioOf(objective);
    const metric: MetricName = badOf(objective) === "failed" ? "requests" : "latency";
    const isSender = (row: SignalRow) => row.metric === metric && (region === null || row.region === region);
    return [
      {
        subject: { kind: BUDGET_KIND, region, service: null, objectiveId: objective.id },
        series: fromFirstKnown(budgetSeries(of, { allowedRatio, windowMs: objective.windowDays * DAY_MS })),
        demand: null,
        demo: this.signals.some((row) => isSender(row) && row.demo),
      },
    ];
  }

  private async failures(region: string): Promise<BudgetEvidence | null> {
    if (judgedParts(this.signals, region).kind !== "whole") return null;
    const read = (metric: MetricName, tier: Tier, span: SeriesSpan) =>
      this.regionSeries(region, metric, "sum", tier, span);
    return {
      requests: await read("requests", FINE_TIER, this.fine),
      bad: await read("errors", FINE_TIER, this.fine),
      earlierRequests: await read("requests", COARSE_TIER, this.earlier),
      earlierBad: await read("errors", COARSE_TIER, this.earlier),
    };
  }

  private async slow(region: string, thanMs: number): Promise<BudgetEvidence | null> {
    if (!this.signals.some((row) => row.metric === "latency" && row.region === region)) return null;
    const read = async (tier: Tier, span: SeriesSpan) => {
      const requests = await this.regionSeries(region, "latency", "count", tier, span);
      const figure = { kind: "slower", thanMs } as const;
      const [share] = await this.stores.packedSeries.read({
        metric: "latency",
        figure,
        tier,
        region,
        ...span,
      });
      return slowOf(requests, share?.series ?? null);
    };
    const [fine, earlier] = [await read(FINE_TIER, this.fine), await read(COARSE_TIER, this.earlier)];
    return { ...fine, earlierRequests: earlier.requests, earlierBad: earlier.bad };
  }

  private async regionSeries(
    region: string,
    metric: MetricName,
    figure: SeriesFigure,
    tier: Tier,
    span: SeriesSpan,
  ): Promise<RegularSeries> {
    const { fromMs, toMs } = span;
    const query = { metrics: [metric], regions: [region], tier, fromMs, toMs };
    const [history] = await this.stores.rollups.regionHistory(query);
    return regularSeriesOf(history?.parts ?? [], figure, span);
  }
}

function badOf({ kind, target }: Objective): Bad {
  return kind === "availability" || kind === "error-ratio" ? "failed" : target;
}

function isStored(objective: Objective | StoredObjective): objective is StoredObjective {
  return "id" in objective;
}

/** Requests of which it is known how slow they were, and those that were too slow. */
function slowOf({ values: counts, ...grid }: RegularSeries, shares: RegularSeries | null) {
  const share = (at: number) => shares?.values[at] ?? NaN;
  const requests = counts.map((count, at) => (Number.isNaN(share(at)) ? NaN : count));
  return {
    requests: { ...grid, values: requests },
    bad: { ...grid, values: counts.map((count, at) => count * share(at)) },
  };
}
