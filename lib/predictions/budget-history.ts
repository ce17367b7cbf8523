import type { Stores } from "@/lib/context";
import type { MetricName } from "@/lib/domain/metric";
import { objectiveFor, OBJECTIVE_KINDS, type Objective, type StoredObjective } from "@/lib/domain/objective";
import type { PredictionSeries } from "@/lib/domain/prediction";
import type { RegularSeries } from "@/lib/domain/regular-series";
import type { SignalRow } from "@/lib/domain/rollup-row";
import { HOUR_MS } from "@/lib/domain/window";
import { addedEvidence, type BudgetEvidence } from "@/lib/pipeline/aggregate/budget-series";
import { judgedParts } from "@/lib/pipeline/aggregate/judged-parts";
import {
  regularSeriesOf,
  type SeriesFigure,
  type SeriesSpan,
} from "@/lib/pipeline/aggregate/regular-series-of";
import type { PlatformSpending } from "@/lib/pipeline/detect/platform-cause";
import {
  badOf,
  budgetOf,
  budgetSpans,
  evidenceOver,
  slowOf,
  type Bad,
  type BudgetSpans,
} from "./budget-evidence";

/** Over so long it is told which region spends most. */
const SPENT_MS = 3 * HOUR_MS;

/**
 * How much of the error budgets of regions and of the whole platform was spent at each time. Made of requests and latencies,
 * not of stored standings, so that there is a history also before the first standing. Budgets of failed requests only of
 * regions all of whose requests are judged, and of the platform where that is true of each region that judges any.
 */
export class BudgetHistory {
  /** Of the regions so far; null: it cannot be told of the platform. */
  private readonly platform = new Map<Bad, BudgetEvidence | null>();
  /** By region, of late. */
  private readonly spent = new Map<Bad, Map<string, RegularSeries>>();
  private readonly spans: BudgetSpans;

  private constructor(
    private readonly stores: Stores,
    private readonly signals: readonly SignalRow[],
    private readonly objectives: readonly StoredObjective[],
    span: SeriesSpan,
    private readonly sinceMs: number,
  ) {
    this.spans = budgetSpans(objectives, span);
  }

  /** `sinceMs`: from when on it is asked who spends. */
  static async of(
    stores: Stores,
    signals: readonly SignalRow[],
    span: SeriesSpan,
    sinceMs: number,
  ): Promise<BudgetHistory> {
    return new BudgetHistory(stores, signals, await stores.objectives.all(), span, sinceMs);
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

  /** After all regions. */
  spending(): PlatformSpending {
    const find = (objectiveId: string | null) => this.objectives.find(({ id }) => id === objectiveId);
    return {
      kindOf: (objectiveId) => find(objectiveId)?.kind ?? null,
      spenderOf: (objectiveId, atMs) => {
        const objective = find(objectiveId);
        return objective === undefined ? null : largestOf(this.spent.get(badOf(objective)), atMs);
      },
    };
  }

  private objectivesOf(region: string | null): StoredObjective[] {
    return OBJECTIVE_KINDS.map((kind) => objectiveFor(this.objectives, kind, region, null)).filter(isStored);
  }

  private addToPlatform(region: string, bad: Bad, of: BudgetEvidence | null): void {
    if (of !== null) {
      const here = this.spent.get(bad) ?? new Map<string, RegularSeries>();
      this.spent.set(bad, here.set(region, tailOf(of.bad, this.sinceMs - 2 * SPENT_MS)));
    }
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
    return of === null ? [] : [budgetOf(objective, { region, service: null }, of, this.signals)];
  }

  private async failures(region: string): Promise<BudgetEvidence | null> {
    if (judgedParts(this.signals, region).kind !== "whole") return null;
    return evidenceOver(this.spans, async (span) => ({
      requests: await this.regionSeries(region, "requests", "sum", span),
      bad: await this.regionSeries(region, "errors", "sum", span),
    }));
  }

  private async slow(region: string, thanMs: number): Promise<BudgetEvidence | null> {
    if (!this.signals.some((row) => row.metric === "latency" && row.region === region)) return null;
    return evidenceOver(this.spans, async (span) => {
      const requests = await this.regionSeries(region, "latency", "count", span);
      const figure = { kind: "slower", thanMs } as const;
      const query = { metric: "latency", figure, of: "region", region, ...span } as const;
      const [share] = await this.stores.packedSeries.read(query);
      return slowOf(requests, share?.series ?? null);
    });
  }

  private async regionSeries(
    region: string,
    metric: MetricName,
    figure: SeriesFigure,
    { tier, ...span }: BudgetSpans["fine"],
  ): Promise<RegularSeries> {
    const { fromMs, toMs } = span;
    const query = { metrics: [metric], regions: [region], tier, fromMs, toMs };
    const [history] = await this.stores.rollups.regionHistory(query);
    return regularSeriesOf(history?.parts ?? [], figure, span);
  }
}

function isStored(objective: Objective | StoredObjective): objective is StoredObjective {
  return "id" in objective;
}

function tailOf({ startMs, stepMs, values }: RegularSeries, fromMs: number): RegularSeries {
  const first = Math.min(values.length, Math.max(0, Math.ceil((fromMs - startMs) / stepMs)));
  return { startMs: startMs + first * stepMs, stepMs, values: values.slice(first) };
}

/** The region with the most bad requests before a time; null: there are none. */
function largestOf(spent: ReadonlyMap<string, RegularSeries> | undefined, atMs: number): string | null {
  let largest: { readonly region: string | null; readonly bad: number } = { region: null, bad: 0 };
  for (const [region, { startMs, stepMs, values }] of spent ?? []) {
    const at = (timeMs: number) => Math.max(0, Math.floor((timeMs - startMs) / stepMs));
    const late = values.subarray(at(atMs - SPENT_MS), at(atMs));
    const bad = late.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0);
    if (bad > largest.bad) largest = { region, bad };
  }
  return largest.region;
}
