import { crossingModel } from "../../lib/compose/crossing-model";
import { calibrationOf } from "../../lib/compose/predictions";
import { crossingOutcome, decidedMs } from "../../lib/domain/breach";
import {
  PREDICTION_HORIZONS_MS,
  PREDICTION_STEP_MS,
  subjectKey,
  type PredictedBreach,
  type Prediction,
  type PredictionAssessment,
  type PredictionSeries,
  type PredictionSubject,
} from "../../lib/domain/prediction";
import {
  DEFAULT_PREDICTION_RULES,
  predictionRuleFor,
  type PredictionRule,
} from "../../lib/domain/prediction-rule";
import { DAY_MS } from "../../lib/domain/window";
import { PredictionGround, predictionRound } from "../../lib/pipeline/detect/prediction-round";
import type { CalibrationBin } from "../../lib/predictions/prediction-assessment-store";

/** What the product would have stored. */
export interface FleetRecord {
  readonly predictions: readonly Prediction[];
  readonly breaches: readonly PredictedBreach[];
}

export interface FleetWalk {
  readonly series: readonly PredictionSeries[];
  readonly fromMs: number;
  readonly toMs: number;
  /** The worker's is 5 min, a replay's 15. */
  readonly stepMs: number;
  /** Default: the rules that ship. */
  readonly ruleOf?: (subject: PredictionSubject) => PredictionRule | null;
}

type RuleOf = NonNullable<FleetWalk["ruleOf"]>;
const shippedRuleOf: RuleOf = (subject) => predictionRuleFor(DEFAULT_PREDICTION_RULES, subject);

export function groundOf(series: readonly PredictionSeries[], ruleOf = shippedRuleOf): PredictionGround {
  return new PredictionGround(series, ruleOf, crossingModel);
}

/**
 * Step by step through time by the worker's own rounds; calibration is refitted each day, from what had become of earlier
 * assessments, as a replay does.
 */
export function walkFleet({ series, fromMs, toMs, stepMs, ruleOf = shippedRuleOf }: FleetWalk): FleetRecord {
  const whole = groundOf(series, ruleOf);
  const codes = [...new Set(series.map(({ subject }) => subject.region))];
  const regions = codes.map((code) => ({
    ground: groundOf(
      series.filter(({ subject }) => subject.region === code),
      ruleOf,
    ),
    pending: [] as readonly Prediction[],
  }));
  const outcomes = new Outcomes(whole);
  const predictions = new Map<string, Prediction>();
  const breaches: PredictedBreach[] = [];
  let id = 0;
  for (let dayMs = fromMs; dayMs < toMs; dayMs += DAY_MS) {
    const tools = {
      calibrate: calibrationOf(outcomes.binsAt(dayMs)),
      newId: () => String(id++).padStart(9, "0"),
    };
    for (const region of regions)
      for (let sinceMs = dayMs; sinceMs < dayMs + DAY_MS; sinceMs += stepMs) {
        const nowMs = sinceMs + stepMs;
        const round = predictionRound({ ...region, sinceMs, nowMs, replayed: true, tools });
        region.pending = round.pending;
        for (const each of round.changed) predictions.set(each.id, each);
        breaches.push(...round.breaches);
        outcomes.add(round.assessments);
      }
  }
  return { predictions: [...predictions.values()], breaches };
}

const BINS = 50;

/** Assessments by kind, horizon and fiftieths of what was said, with what became of them: as the store counts them. */
class Outcomes {
  private readonly bySubject: ReadonlyMap<string, PredictionSeries>;
  private readonly bins = new Map<
    string,
    { kind: CalibrationBin["kind"]; horizonMs: number; sum: number; count: number; crossed: number }
  >();
  /** By horizon, those whose outcome is not known yet. */
  private readonly waiting = PREDICTION_HORIZONS_MS.map((): PredictionAssessment[] => []);

  constructor(private readonly ground: PredictionGround) {
    this.bySubject = new Map(ground.series.map((each) => [subjectKey(each.subject), each]));
  }

  add(assessments: readonly PredictionAssessment[]): void {
    for (const waiting of this.waiting) waiting.push(...assessments);
  }

  binsAt(nowMs: number): CalibrationBin[] {
    PREDICTION_HORIZONS_MS.forEach((horizonMs, index) => {
      const isDue = ({ assessedMs }: PredictionAssessment) =>
        decidedMs(assessedMs, horizonMs, PREDICTION_STEP_MS) <= nowMs;
      for (const each of this.waiting[index].filter(isDue)) this.count(each, horizonMs, nowMs);
      this.waiting[index] = this.waiting[index].filter((each) => !isDue(each));
    });
    return [...this.bins.values()].map(({ sum, ...bin }) => ({ ...bin, meanProbability: sum / bin.count }));
  }

  private count(assessment: PredictionAssessment, horizonMs: number, nowMs: number): void {
    const { kind, assessedMs, threshold, probabilities } = assessment;
    const of = this.bySubject.get(subjectKey(assessment))!;
    const incidents = this.ground.incidentsOf(of, threshold);
    const outcome = crossingOutcome(of.series, incidents, { fromMs: assessedMs, horizonMs, nowMs });
    if (outcome.kind !== "crossed" && outcome.kind !== "not-crossed") return;
    const { raw } = probabilities.find((each) => each.horizonMs === horizonMs)!;
    const key = `${kind}/${horizonMs}/${Math.min(BINS - 1, Math.floor(raw * BINS))}`;
    const bin = this.bins.get(key) ?? { kind, horizonMs, sum: 0, count: 0, crossed: 0 };
    bin.sum += raw;
    bin.count++;
    if (outcome.kind === "crossed") bin.crossed++;
    this.bins.set(key, bin);
  }
}
