import type { Stores } from "@/lib/context";
import { crossingOutcome, decidedMs } from "@/lib/domain/breach";
import {
  PREDICTION_HORIZONS_MS,
  PREDICTION_STEP_MS,
  subjectKey,
  type PredictionSeries,
} from "@/lib/domain/prediction";
import { HOUR_MS } from "@/lib/domain/window";
import type { PredictionGround } from "@/lib/pipeline/detect/prediction-round";
import type { DecidedAssessment } from "./prediction-assessment-store";

/** What could be told before was told in an earlier run; but one may have failed, or windows come late. */
const LOOK_BACK_MS = HOUR_MS;

/**
 * What became of the assessments whose horizons ended in (sinceMs, nowMs], by what was known at `nowMs`. Those of times that
 * are not known stay undecided.
 */
export async function decideAssessments(
  stores: Stores,
  ground: PredictionGround,
  { sinceMs, nowMs }: { readonly sinceMs: number; readonly nowMs: number },
): Promise<DecidedAssessment[]> {
  const bySubject = new Map(ground.series.map((each) => [subjectKey(each.subject), each]));
  const decided: DecidedAssessment[] = [];
  for (const horizonMs of PREDICTION_HORIZONS_MS) {
    const laterMs = decidedMs(0, horizonMs, PREDICTION_STEP_MS);
    const fromMs = sinceMs - laterMs - LOOK_BACK_MS;
    const undecided = await stores.predictionAssessments.undecided(horizonMs, fromMs, nowMs - laterMs + 1);
    for (const each of undecided) {
      const of = bySubject.get(subjectKey(each.subject));
      const crossed = of && crossedOf(ground, of, each, horizonMs, nowMs);
      if (crossed !== undefined && crossed !== null) decided.push({ ...each, horizonMs, crossed });
    }
  }
  return decided;
}

function crossedOf(
  ground: PredictionGround,
  of: PredictionSeries,
  { assessedMs, threshold }: { readonly assessedMs: number; readonly threshold: number },
  horizonMs: number,
  nowMs: number,
): boolean | null {
  const incidents = ground.incidentsOf(of, threshold);
  const outcome = crossingOutcome(of.series, incidents, { fromMs: assessedMs, horizonMs, nowMs });
  return outcome.kind === "crossed" ? true : outcome.kind === "not-crossed" ? false : null;
}
