import { crossingOutcome, type BreachIncident } from "@/lib/domain/breach";
import type { PredictedBreach, Prediction, PredictionSubject } from "@/lib/domain/prediction";
import type { RegularSeries } from "@/lib/domain/regular-series";

type Claim = Pick<Prediction, "id" | "openedMs" | "horizonMs" | "closedMs">;

/** What became of a prediction by `nowMs`: `hit` as soon as an incident starts inside its horizon, `false` once that has passed. */
export function predictionOutcome(
  { openedMs, horizonMs }: Pick<Claim, "openedMs" | "horizonMs">,
  series: RegularSeries,
  incidents: readonly BreachIncident[],
  nowMs: number,
) {
  return crossingOutcome(series, incidents, { fromMs: openedMs, horizonMs, nowMs });
}

export interface BreachQuery {
  readonly subject: PredictionSubject;
  readonly threshold: number;
  readonly incidents: readonly BreachIncident[];
  /** All that were not resolved before `sinceMs`. */
  readonly predictions: readonly Claim[];
  /** Breaches that came to be known in (sinceMs, nowMs]. */
  readonly sinceMs: number;
  readonly nowMs: number;
  readonly replayed: boolean;
}

/** The breaches that came to be known, each with the prediction that was open at its onset; without one it was missed. */
export function knownBreaches(query: BreachQuery): PredictedBreach[] {
  const { subject, threshold, incidents, predictions, sinceMs, nowMs, replayed } = query;
  return incidents
    .filter(({ knownMs }) => knownMs > sinceMs && knownMs <= nowMs)
    .map(({ onsetMs }) => ({
      ...subject,
      onsetMs,
      threshold,
      predictionId: predictions.find((each) => wasOpen(each, onsetMs))?.id ?? null,
      replayed,
    }));
}

function wasOpen({ openedMs, horizonMs, closedMs }: Claim, atMs: number): boolean {
  return openedMs <= atMs && atMs < openedMs + horizonMs && (closedMs === null || closedMs > atMs);
}
