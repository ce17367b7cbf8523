import type { Stores } from "@/lib/context";
import { crossingOutcome, decidedMs } from "@/lib/domain/breach";
import {
  PREDICTION_HORIZONS_MS,
  PREDICTION_STEP_MS,
  subjectKey,
  type PredictionAssessment,
  type PredictionHorizonMs,
  type PredictionSeries,
} from "@/lib/domain/prediction";
import { HOUR_MS } from "@/lib/domain/window";
import type { PredictionGround } from "@/lib/pipeline/detect/prediction-round";
import { subjectOf } from "./prediction-row";
import type { DecidedAssessment, UndecidedAssessment } from "./prediction-assessment-store";

/** What could be told before was told in an earlier run; but one may have failed, or windows come late. */
const LOOK_BACK_MS = HOUR_MS;

export interface Undecided extends UndecidedAssessment {
  readonly horizonMs: PredictionHorizonMs;
}

/** The stored assessments whose horizons ended in (sinceMs, nowMs], by region. */
export async function readUndecided(
  stores: Stores,
  { sinceMs, nowMs }: { readonly sinceMs: number; readonly nowMs: number },
): Promise<ReadonlyMap<string | null, readonly Undecided[]>> {
  const found = new Map<string | null, Undecided[]>();
  for (const horizonMs of PREDICTION_HORIZONS_MS) {
    const laterMs = decidedMs(0, horizonMs, PREDICTION_STEP_MS);
    const fromMs = sinceMs - laterMs - LOOK_BACK_MS;
    const stored = await stores.predictionAssessments.undecided(horizonMs, fromMs, nowMs - laterMs + 1);
    for (const each of stored) {
      const { region } = each.subject;
      const here = found.get(region);
      if (here) here.push({ ...each, horizonMs });
      else found.set(region, [{ ...each, horizonMs }]);
    }
  }
  return found;
}

/** What was assessed just now and is not stored yet. */
export function undecidedOf(assessments: readonly PredictionAssessment[]): Undecided[] {
  return assessments.flatMap(({ assessedMs, threshold, ...of }) =>
    PREDICTION_HORIZONS_MS.map((horizonMs) => ({ subject: subjectOf(of), assessedMs, threshold, horizonMs })),
  );
}

/** What became of those that the ground knows, by what was known at `nowMs`. Those of times that are not known stay undecided. */
export function decideAssessments(
  ground: PredictionGround,
  nowMs: number,
  undecided: readonly Undecided[] = [],
): DecidedAssessment[] {
  const bySubject = new Map(ground.series.map((each) => [subjectKey(each.subject), each]));
  return undecided.flatMap((each) => {
    const of = bySubject.get(subjectKey(each.subject));
    const crossed = of && crossedOf(ground, of, each, nowMs);
    return crossed === undefined || crossed === null ? [] : [{ ...each, crossed }];
  });
}

function crossedOf(
  ground: PredictionGround,
  of: PredictionSeries,
  { assessedMs, threshold, horizonMs }: Undecided,
  nowMs: number,
): boolean | null {
  const incidents = ground.incidentsOf(of, threshold);
  const outcome = crossingOutcome(of.series, incidents, { fromMs: assessedMs, horizonMs, nowMs });
  return outcome.kind === "crossed" ? true : outcome.kind === "not-crossed" ? false : null;
}
