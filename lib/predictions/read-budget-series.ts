import type { Stores } from "@/lib/context";
import { goodRatioOf, objectiveFor, type ObjectiveKind, type StoredObjective } from "@/lib/domain/objective";
import type { PredictionKind, PredictionSeries } from "@/lib/domain/prediction";
import type { SignalRow } from "@/lib/domain/rollup-row";
import { DAY_MS, TIERS, windowStart, type Tier } from "@/lib/domain/window";
import { budgetSeries, type BudgetEvidence } from "@/lib/pipeline/aggregate/budget-series";
import { judgedParts } from "@/lib/pipeline/aggregate/judged-parts";
import { fromFirstKnown, regularSeriesOf, type SeriesSpan } from "@/lib/pipeline/aggregate/regular-series-of";

const KIND: PredictionKind = "error_budget_exhaustion_prediction";
const FINE_TIER = TIERS.find(({ name }) => name === "5m")!;
const COARSE_TIER = TIERS.find(({ name }) => name === "1h")!;
/** What is spent of them follows from counts of requests and errors alone. */
const COUNTED: readonly ObjectiveKind[] = ["availability", "error-ratio"];

/**
 * How much of the error budgets of regions was spent at each time. Made of requests and errors, not of stored standings, so
 * that there is a history also before the first standing. Only of regions all of whose requests are judged.
 */
export async function readBudgetSeries(
  stores: Stores,
  signals: readonly SignalRow[],
  span: SeriesSpan,
  isWanted: (kind: PredictionKind, region: string) => boolean,
): Promise<PredictionSeries[]> {
  const regions = [...new Set(signals.map(({ region }) => region))].filter(
    (region) => isWanted(KIND, region) && judgedParts(signals, region).kind === "whole",
  );
  if (regions.length === 0) return [];
  const objectives = await stores.objectives.all();
  const places = regions.flatMap((region) =>
    COUNTED.map((kind) => ({ region, objective: objectiveFor(objectives, kind, region, null) })),
  );
  const longestMs = Math.max(...places.map(({ objective }) => objective.windowDays * DAY_MS));
  const evidence = await readEvidence(stores, regions, span, longestMs);
  return places.flatMap(({ region, objective }): PredictionSeries[] => {
    const of = evidence.get(region);
    if (!of || !isStored(objective)) return [];
    const allowedRatio = 1 - goodRatioOf(objective);
    const series = budgetSeries(of, { allowedRatio, windowMs: objective.windowDays * DAY_MS });
    return [
      {
        subject: { kind: KIND, region, service: null, objectiveId: objective.id },
        series: fromFirstKnown(series),
        demo: signals.some((row) => row.metric === "requests" && row.region === region && row.demo),
      },
    ];
  });
}

function isStored(objective: object): objective is StoredObjective {
  return "id" in objective;
}

async function readEvidence(
  { rollups }: Stores,
  regions: readonly string[],
  span: SeriesSpan,
  longestMs: number,
): Promise<ReadonlyMap<string, BudgetEvidence>> {
  const earlier = {
    fromMs: windowStart(span.fromMs - longestMs, COARSE_TIER.windowMs),
    toMs: windowStart(span.fromMs, COARSE_TIER.windowMs),
    stepMs: COARSE_TIER.windowMs,
  };
  // The hour that is half in both would count twice: the fine windows begin where the coarse ones end.
  const fine = { ...span, fromMs: earlier.toMs };
  const read = async (tier: Tier, of: SeriesSpan) => {
    const query = {
      metrics: ["requests", "errors"] as const,
      regions,
      tier,
      fromMs: of.fromMs,
      toMs: of.toMs,
    };
    const histories = await rollups.regionHistory(query);
    return (metric: "requests" | "errors", region: string) => {
      const found = histories.find((each) => each.metric === metric && each.region === region);
      return regularSeriesOf(found?.parts ?? [], "sum", of);
    };
  };
  const [fineOf, coarseOf] = [await read(FINE_TIER, fine), await read(COARSE_TIER, earlier)];
  return new Map(
    regions.map((region) => [
      region,
      {
        requests: fineOf("requests", region),
        errors: fineOf("errors", region),
        earlierRequests: coarseOf("requests", region),
        earlierErrors: coarseOf("errors", region),
      },
    ]),
  );
}
