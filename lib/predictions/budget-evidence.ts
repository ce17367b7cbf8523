import type { MetricName } from "@/lib/domain/metric";
import type { Objective, StoredObjective } from "@/lib/domain/objective";
import { goodRatioOf } from "@/lib/domain/objective";
import type { PredictionKind, PredictionSeries } from "@/lib/domain/prediction";
import type { RegularSeries } from "@/lib/domain/regular-series";
import type { SignalRow } from "@/lib/domain/rollup-row";
import { DAY_MS, TIERS, windowStart, type Tier } from "@/lib/domain/window";
import { budgetSeries, type BudgetEvidence } from "@/lib/pipeline/aggregate/budget-series";
import { fromFirstKnown, type SeriesSpan } from "@/lib/pipeline/aggregate/regular-series-of";

export const BUDGET_KIND: PredictionKind = "error_budget_exhaustion_prediction";

/** Which requests are bad: failed ones, or those slower than so many ms. */
export type Bad = "failed" | number;

export function badOf({ kind, target }: Objective): Bad {
  return kind === "availability" || kind === "error-ratio" ? "failed" : target;
}

/** Fine windows, and coarse ones of the time before: as far back as the longest objective reaches from the first fine one. */
export interface BudgetSpans {
  readonly fine: SeriesSpan & { readonly tier: Tier };
  readonly earlier: SeriesSpan & { readonly tier: Tier };
}

const FINE_TIER = TIERS.find(({ name }) => name === "5m")!;
const COARSE_TIER = TIERS.find(({ name }) => name === "1h")!;

export function budgetSpans(objectives: readonly StoredObjective[], span: SeriesSpan): BudgetSpans {
  const longestMs = Math.max(0, ...objectives.map(({ windowDays }) => windowDays * DAY_MS));
  const earlier = {
    fromMs: windowStart(span.fromMs - longestMs, COARSE_TIER.windowMs),
    toMs: windowStart(span.fromMs, COARSE_TIER.windowMs),
    stepMs: COARSE_TIER.windowMs,
  };
  // The hour that is half in both would count twice: the fine windows begin where the coarse ones end.
  const fine = { ...span, fromMs: earlier.toMs };
  return { fine: { ...fine, tier: FINE_TIER }, earlier: { ...earlier, tier: COARSE_TIER } };
}

/** Both spans of what a reader gives of one. */
export async function evidenceOver(
  { fine, earlier }: BudgetSpans,
  read: (span: BudgetSpans["fine"]) => Promise<Pick<BudgetEvidence, "requests" | "bad">>,
): Promise<BudgetEvidence> {
  const [late, early] = [await read(fine), await read(earlier)];
  return { ...late, earlierRequests: early.requests, earlierBad: early.bad };
}

/** Requests of which it is known how slow they were, and those that were too slow. */
export function slowOf({ values: counts, ...grid }: RegularSeries, shares: RegularSeries | null) {
  const share = (at: number) => shares?.values[at] ?? NaN;
  const requests = counts.map((count, at) => (Number.isNaN(share(at)) ? NaN : count));
  return {
    requests: { ...grid, values: requests },
    bad: { ...grid, values: counts.map((count, at) => count * share(at)) },
  };
}

/** What of an objective's budget was spent in a place; `isOf` says whose signals it is made of. */
export function budgetOf(
  objective: StoredObjective,
  place: { readonly region: string | null; readonly service: string | null },
  evidence: BudgetEvidence,
  signals: readonly SignalRow[],
): PredictionSeries {
  const { region, service } = place;
  const budget = { allowedRatio: 1 - goodRatioOf(objective), windowMs: objective.windowDays * DAY_MS };
  const metric: MetricName = badOf(objective) === "failed" ? "requests" : "latency";
  const isSender = (row: SignalRow) =>
    row.metric === metric &&
    (region === null || row.region === region) &&
    (service === null || row.service === service);
  return {
    subject: { kind: BUDGET_KIND, region, service, objectiveId: objective.id },
    series: fromFirstKnown(budgetSeries(evidence, budget)),
    demand: null,
    demo: signals.some((row) => isSender(row) && row.demo),
  };
}
