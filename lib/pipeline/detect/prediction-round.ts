import { BREACH_SAMPLES, breachIncidents, type BreachIncident } from "@/lib/domain/breach";
import {
  PREDICTION_KIND_DEFINITIONS,
  subjectKey,
  type CrossingModel,
  type CrossingReading,
  type PredictedBreach,
  type Prediction,
  type PredictionAssessment,
  type PredictionSeries,
  type PredictionSubject,
} from "@/lib/domain/prediction";
import type { PredictionRule } from "@/lib/domain/prediction-rule";
import { foldCauses, seriesBySubject } from "./prediction-cause";
import { stepSeries, type PredictionTools } from "./prediction-step";

/** Histories and what they are judged by; made once for many rounds. */
export class PredictionGround {
  private readonly bySubject: ReadonlyMap<string, PredictionSeries>;
  private readonly readings = new Map<string, CrossingReading>();
  private readonly incidents = new Map<string, readonly BreachIncident[]>();

  constructor(
    readonly series: readonly PredictionSeries[],
    private readonly rules: (subject: PredictionSubject) => PredictionRule | null,
    private readonly model: CrossingModel,
  ) {
    this.bySubject = seriesBySubject(series);
  }

  seriesOf(prediction: Prediction): PredictionSeries | undefined {
    return this.bySubject.get(subjectKey(prediction));
  }

  /** null: nobody wants it predicted. */
  ruleOf(subject: PredictionSubject): PredictionRule | null {
    return this.rules(subject);
  }

  /** Read at the first question. */
  readingOf({ subject, series, demand }: PredictionSeries, threshold: number): CrossingReading {
    const key = `${threshold}/${subjectKey(subject)}`;
    return (nowMs, horizonsMs) => {
      let reading = this.readings.get(key);
      if (!reading) {
        const { fillsUp } = PREDICTION_KIND_DEFINITIONS[subject.kind];
        reading = this.model({ series, demand, threshold, forSamples: BREACH_SAMPLES, fillsUp });
        this.readings.set(key, reading);
      }
      return reading(nowMs, horizonsMs);
    };
  }

  incidentsOf(series: PredictionSeries, threshold: number): readonly BreachIncident[] {
    const key = `${threshold}/${subjectKey(series.subject)}`;
    let found = this.incidents.get(key);
    if (!found) this.incidents.set(key, (found = breachIncidents(series.series, threshold)));
    return found;
  }
}

export interface PredictionRound {
  readonly ground: PredictionGround;
  /** All predictions without an outcome. */
  readonly pending: readonly Prediction[];
  readonly sinceMs: number;
  readonly nowMs: number;
  readonly replayed: boolean;
  readonly tools: PredictionTools;
  /** Open alerts of the whole platform, in a round of a region. */
  readonly elsewhere?: ReadonlySet<string>;
}

export interface PredictionRoundResult {
  /** All that have no outcome yet. */
  readonly pending: readonly Prediction[];
  /** Opened in this round, and not closed in it. */
  readonly opened: readonly Prediction[];
  /** New ones and those that changed. */
  readonly changed: readonly Prediction[];
  readonly breaches: readonly PredictedBreach[];
  readonly assessments: readonly PredictionAssessment[];
  /** Series of which nothing can be said: too little history, or nothing newer. */
  readonly silent: number;
}

/** Takes every series one step on, then folds what has one cause. The same for the present and for a replay of the past. */
export function predictionRound(round: PredictionRound): PredictionRoundResult {
  const { ground, pending, nowMs } = round;
  const waiting = new Map<string, Prediction[]>();
  for (const each of pending) {
    const key = subjectKey(each);
    waiting.set(key, [...(waiting.get(key) ?? []), each]);
  }
  const predictions: Prediction[] = [];
  const breaches: PredictedBreach[] = [];
  const assessments: PredictionAssessment[] = [];
  let silent = 0;
  for (const of of ground.series) {
    const key = subjectKey(of.subject);
    const stepped = stepOne(round, of, waiting.get(key) ?? []);
    waiting.delete(key);
    predictions.push(...stepped.predictions);
    breaches.push(...stepped.breaches);
    if (stepped.assessment) assessments.push(stepped.assessment);
    if (stepped.silent) silent++;
  }
  // Of a series that nobody sends or wants any more.
  for (const gone of waiting.values())
    predictions.push(...gone.map((each) => abandoned(each, ground.ruleOf(each), nowMs)));
  const folded = withCauses(predictions, round);
  const before = new Map(pending.map((each) => [each.id, each]));
  return {
    pending: folded.filter(({ resolvedMs }) => resolvedMs === null),
    opened: folded.filter(({ id }) => !before.has(id)),
    changed: folded.filter((each) => before.get(each.id) !== each),
    ...{ breaches, assessments, silent },
  };
}

/** Those of several regions as one. */
export function joinedRounds(rounds: readonly PredictionRoundResult[]): PredictionRoundResult {
  return {
    pending: rounds.flatMap(({ pending }) => pending),
    opened: rounds.flatMap(({ opened }) => opened),
    changed: rounds.flatMap(({ changed }) => changed),
    breaches: rounds.flatMap(({ breaches }) => breaches),
    assessments: rounds.flatMap(({ assessments }) => assessments),
    silent: rounds.reduce((sum, { silent }) => sum + silent, 0),
  };
}

function stepOne(
  { ground, sinceMs, nowMs, replayed, tools }: PredictionRound,
  of: PredictionSeries,
  pending: readonly Prediction[],
) {
  const rule = ground.ruleOf(of.subject);
  const threshold = rule?.threshold ?? Infinity; // what nobody wants predicted breaches nothing
  const incidents = ground.incidentsOf(of, threshold);
  const reading = ground.readingOf(of, threshold);
  return stepSeries({ of, incidents, reading, rule, pending, sinceMs, nowMs, replayed, tools });
}

function abandoned(prediction: Prediction, rule: PredictionRule | null, nowMs: number): Prediction {
  const closedMs = prediction.closedMs ?? nowMs;
  return { ...prediction, closedMs, resolvedMs: nowMs, ending: rule === null ? "rule-changed" : "no-data" };
}

function withCauses(
  predictions: readonly Prediction[],
  { ground, nowMs, elsewhere }: PredictionRound,
): Prediction[] {
  const open = predictions.filter(({ closedMs }) => closedMs === null);
  const folded = foldCauses(open, (each) => ground.seriesOf(each), nowMs, elsewhere);
  const byId = new Map(folded.map((each) => [each.id, each]));
  return predictions.map((each) => byId.get(each.id) ?? each);
}
