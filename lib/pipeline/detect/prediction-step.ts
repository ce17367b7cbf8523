import { isCalm, type BreachIncident } from "@/lib/domain/breach";
import {
  ASSESSMENT_GRID_MS,
  SERVICE_ASSESSMENT_GRID_MS,
  PREDICTION_HORIZONS_MS,
  type Calibrate,
  type CrossingAnswer,
  type CrossingReading,
  type HorizonProbability,
  type PredictedBreach,
  type Prediction,
  type PredictionAssessment,
  type PredictionSeries,
} from "@/lib/domain/prediction";
import { openProbabilityOf, type PredictionRule } from "@/lib/domain/prediction-rule";
import { closedAt } from "@/lib/domain/regular-series";
import { knownBreaches, predictionOutcome } from "./prediction-outcome";
import { predictionSeverity } from "./prediction-severity";
import { shortestReaching, stepPrediction, type PredictionStep, type Seen } from "./prediction-state";

export interface PredictionTools {
  readonly calibrate: Calibrate;
  newId(): string;
}

export interface SeriesStep {
  readonly of: PredictionSeries;
  /** Of the series, also of its future: what is not known yet is not looked at. */
  readonly incidents: readonly BreachIncident[];
  readonly reading: CrossingReading;
  /** null: nobody wants it predicted any more. */
  readonly rule: PredictionRule | null;
  /** Its predictions without an outcome. */
  readonly pending: readonly Prediction[];
  /** The step before. */
  readonly sinceMs: number;
  readonly nowMs: number;
  readonly replayed: boolean;
  readonly tools: PredictionTools;
}

export interface SeriesStepResult {
  /** New ones and those that changed, as they are now. */
  readonly predictions: readonly Prediction[];
  readonly breaches: readonly PredictedBreach[];
  readonly assessment: PredictionAssessment | null;
  /** Nothing can be said of it. */
  readonly silent: boolean;
}

type Answer = Extract<CrossingAnswer, { kind: "probabilities" }>;
interface Sight {
  readonly seen: Seen;
  readonly answer: Answer | null;
}

/** Takes one series to `nowMs`: what was predicted is judged, then what is likely now is predicted. */
export function stepSeries(step: SeriesStep): SeriesStepResult {
  const { of, incidents, rule, pending, sinceMs, nowMs, replayed } = step;
  const { subject } = of;
  const sight = rule === null ? SILENT : look(step, rule);
  const predictions = pending.map((each) => judged(each, step, sight));
  const isOpen = predictions.some(({ closedMs }) => closedMs === null);
  const justEnded = predictions.some(({ closedMs }, index) => closedMs !== pending[index]!.closedMs);
  const opened = rule === null || isOpen || justEnded ? null : open(step, rule, sight);
  const breaches =
    rule === null
      ? []
      : knownBreaches({
          ...{ subject, threshold: rule.threshold, incidents, sinceMs, nowMs, replayed },
          predictions: predictions.filter(({ ending }) => ending !== "rule-changed"),
        });
  return {
    predictions: opened === null ? predictions : [...predictions, opened],
    breaches,
    assessment: rule === null ? null : assessmentOf(step, rule, sight.seen),
    silent: sight.seen.kind === "silent",
  };
}

const SILENT: Sight = { seen: { kind: "silent" }, answer: null };

/** What the series' past says. */
function look({ of, incidents, reading, nowMs, tools }: SeriesStep, { threshold }: PredictionRule): Sight {
  const past = closedAt(of.series, nowMs);
  if (!isCalm(past, threshold, incidents, nowMs)) return notCalm(past.values);
  const answer = reading(nowMs, PREDICTION_HORIZONS_MS);
  if (answer.kind !== "probabilities") return SILENT;
  const probabilities = answer.probabilities.map(({ horizonMs, probability }): HorizonProbability => ({
    horizonMs,
    raw: probability,
    calibrated: tools.calibrate(of.subject.kind, horizonMs, probability),
  }));
  return { seen: { kind: "probabilities", probabilities }, answer };
}

function notCalm(values: Float64Array): Sight {
  const unknown = values.length === 0 || Number.isNaN(values[values.length - 1]!);
  return unknown ? SILENT : { seen: { kind: "breached" }, answer: null };
}

function judged(
  prediction: Prediction,
  { of, incidents, rule, nowMs }: SeriesStep,
  sight: Sight,
): Prediction {
  const { closedMs } = prediction;
  if (rule === null || rule.threshold !== prediction.threshold)
    return { ...prediction, closedMs: closedMs ?? nowMs, resolvedMs: nowMs, ending: "rule-changed" };
  const outcome = predictionOutcome(prediction, of.series, incidents, nowMs);
  const openProbability = openProbabilityOf(rule, of.subject);
  const { lowSinceMs } = prediction;
  const seen: Seen = closedMs === null ? sight.seen : { kind: "silent" };
  const step = stepPrediction({ kind: "open", lowSinceMs }, seen, outcome, { nowMs, openProbability });
  const reaching =
    seen.kind === "probabilities" ? shortestReaching(seen.probabilities, openProbability) : null;
  const severity = reaching === null ? prediction.severity : predictionSeverity(reaching.horizonMs);
  return applied({ ...prediction, severity }, step, nowMs, sight);
}

/** A withdrawn one is judged like the others; only that it was withdrawn stays as it is. */
function applied(
  prediction: Prediction,
  step: PredictionStep,
  nowMs: number,
  { seen, answer }: Sight,
): Prediction {
  const { closedMs, openedMs, horizonMs } = prediction;
  const ending = prediction.ending ?? "outcome";
  switch (step.kind) {
    case "hit": {
      const breachMs = step.onsetMs;
      const end = { closedMs: closedMs ?? nowMs, ending, outcome: "hit", resolvedMs: nowMs } as const;
      return { ...prediction, ...end, breachMs };
    }
    case "false":
      return {
        ...prediction,
        ...{ closedMs: closedMs ?? openedMs + horizonMs, ending, outcome: "false", resolvedMs: nowMs },
      };
    case "no-data":
      return { ...prediction, closedMs: closedMs ?? nowMs, ending: "no-data", resolvedMs: nowMs };
    case "withdraw":
      return { ...prediction, closedMs: nowMs, ending: "withdrawn" };
    case "keep": {
      if (closedMs !== null || seen.kind !== "probabilities") return prediction;
      const latest = { latest: seen.probabilities, latestCrossing: answer?.explain().crossing ?? null };
      return { ...prediction, ...latest, assessedMs: nowMs, lowSinceMs: step.lowSinceMs };
    }
    case "open":
    case "stay-closed":
      return prediction;
    default:
      return step satisfies never;
  }
}

function open(
  { of, nowMs, replayed, tools }: SeriesStep,
  rule: PredictionRule,
  sight: Sight,
): Prediction | null {
  const { threshold } = rule;
  const openProbability = openProbabilityOf(rule, of.subject);
  const step = stepPrediction(
    { kind: "closed" },
    sight.seen,
    { kind: "pending" },
    { nowMs, openProbability },
  );
  if (step.kind !== "open" || sight.answer === null || sight.seen.kind !== "probabilities") return null;
  const { probabilities } = sight.seen;
  const { crossing, contributions } = sight.answer.explain();
  const { horizonMs, confidence } = step;
  return {
    ...of.subject,
    ...{ id: tools.newId(), threshold, openedMs: nowMs, horizonMs, confidence },
    ...{ probabilities, crossing, contributions },
    ...{ affected: [], actions: [], description: "", severity: predictionSeverity(horizonMs) },
    ...{ causeId: null, bottleneck: null },
    ...{ assessedMs: nowMs, latest: probabilities, latestCrossing: crossing, lowSinceMs: null },
    ...{ closedMs: null, ending: null, outcome: null, resolvedMs: null, breachMs: null },
    ...{ replayed, demo: of.demo },
  };
}

function assessmentOf({ of, nowMs, replayed }: SeriesStep, { threshold }: PredictionRule, seen: Seen) {
  const gridMs = of.subject.service === null ? ASSESSMENT_GRID_MS : SERVICE_ASSESSMENT_GRID_MS;
  if (nowMs % gridMs !== 0 || seen.kind !== "probabilities") return null;
  return { ...of.subject, assessedMs: nowMs, threshold, probabilities: seen.probabilities, replayed };
}
