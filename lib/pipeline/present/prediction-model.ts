import type { PredictionContract } from "@/lib/contracts/prediction";
import { THIN_SPACE } from "./format-number";
import {
  horizonText,
  isAssessmentStale,
  momentText,
  predictionTitle,
  probabilityText,
  probabilityWord,
  thresholdText,
  trackText,
  PREDICTED_WORDS,
  type SaidAt,
} from "./prediction-words";
import type { RegionNames } from "./region-name";

type Horizons = PredictionContract["probabilities"];

/** How likely it is within a time: now, and as it was said first. */
export interface HorizonModel {
  readonly seconds: number;
  readonly within: string;
  /** 0–1 */
  readonly probability: number;
  readonly text: string;
  readonly word: string;
  /** As it was said when it opened; null: the same. */
  readonly wasText: string | null;
}

/** What is said of an open prediction. */
export interface PredictionModel {
  readonly title: string;
  /** 'Very likely to cross 85 % within 1 h: 88 %' */
  readonly sentence: string;
  /** 'By 14:20, between 13:50 and 15:10'; of what was not assessed lately also 'as of 12:40'. */
  readonly when: string;
  /** 0–1, of the horizon that opened it, by the newest assessment. */
  readonly probability: number;
  readonly track: string;
  readonly proven: boolean;
  readonly horizons: readonly HorizonModel[];
}

/** A prediction in words, as it stands now. */
export function predictionModel(
  prediction: PredictionContract,
  nameOf: RegionNames,
  at: SaidAt,
): PredictionModel {
  const now = newestOf(prediction);
  const said = now.find(({ horizon_seconds: seconds }) => seconds === prediction.horizon_seconds);
  const probability = said?.probability ?? prediction.confidence;
  return {
    title: predictionTitle(prediction, nameOf),
    sentence: sentenceOf(prediction, probability),
    when: capitalised(whenText(prediction, at)),
    probability,
    track: trackText(prediction.track_record),
    proven: prediction.track_record.proven,
    horizons: horizonsOf(now, prediction.probabilities),
  };
}

/** One that is just opened was assessed only then. */
function newestOf({ latest_probabilities: latest, probabilities }: PredictionContract): Horizons {
  return latest.length === 0 ? probabilities : latest;
}

function sentenceOf(prediction: PredictionContract, probability: number): string {
  const { alert_type: kind, horizon_seconds: seconds } = prediction;
  const what = `${PREDICTED_WORDS[kind]} crosses ${thresholdText(prediction)}`;
  const likely = `${probabilityWord(probability)} within ${horizonText(seconds)}`;
  return `${capitalised(what)}: ${likely}, ${probabilityText(probability)}.`;
}

type Told = Pick<PredictionContract, "latest_failure_time" | "latest_failure_window" | "assessed_at">;

/** 'by 14:20, between 13:50 and 15:10': as it was last assessed, and when that was, if it is long ago. */
export function whenText(prediction: Told, at: SaidAt): string {
  const { assessed_at: assessed } = prediction;
  const said = crossingText(prediction, at);
  return isAssessmentStale(assessed, at.nowMs)
    ? `${said}, as of ${momentText(Date.parse(assessed), at)}`
    : said;
}

function crossingText(
  { latest_failure_time: median, latest_failure_window: window }: Told,
  at: SaidAt,
): string {
  if (median === null) return `nobody can say when within 24${THIN_SPACE}h`;
  const medianMs = Date.parse(median);
  const by = `${medianMs < at.nowMs ? "was expected" : "by"} ${momentText(medianMs, at)}`;
  if (window === null) return by;
  const [fromMs, toMs] = [Date.parse(window.from), Date.parse(window.to)];
  // A date that was just said is not said again.
  const from = momentText(fromMs, { ...at, nowMs: medianMs });
  return `${by}, between ${from} and ${momentText(toMs, { ...at, nowMs: fromMs })}`;
}

function horizonsOf(now: Horizons, first: Horizons): readonly HorizonModel[] {
  return now.map(({ horizon_seconds: seconds, probability }) => {
    const text = probabilityText(probability);
    const was = first.find((each) => each.horizon_seconds === seconds);
    const wasText = was === undefined ? null : probabilityText(was.probability);
    return {
      ...{ seconds, probability, text, within: horizonText(seconds), word: probabilityWord(probability) },
      wasText: wasText === text ? null : wasText,
    };
  });
}

/** How soon, then how likely: nobody can say when comes last. */
export function byUrgency(one: PredictionContract, other: PredictionContract): number {
  const soon = (each: PredictionContract) => Date.parse(each.latest_failure_time ?? "9999-01-01T00:00:00Z");
  return soon(one) - soon(other) || other.confidence - one.confidence;
}

/** 'Memory pressure, AP Southeast: 88 %, by 14:20, between 13:50 and 15:10.': what breaks next; null: nothing is predicted. */
export function nextBreak(
  open: readonly PredictionContract[],
  nameOf: RegionNames,
  at: SaidAt,
): string | null {
  const next = [...open].sort(byUrgency)[0];
  if (next === undefined) return null;
  const { title, probability } = predictionModel(next, nameOf, at);
  return `${title}: ${probabilityText(probability)}, ${whenText(next, at)}.`;
}

/** Those that concern a place: predicted of it, affecting its service, or with a part that is of it. */
export function predictionsOf(
  predictions: readonly PredictionContract[],
  { region, service }: { readonly region: string | null; readonly service: string | null },
): readonly PredictionContract[] {
  return predictions
    .filter((each) => region === null || each.region === region || each.region === null)
    .filter(
      (each) =>
        service === null ||
        each.service === service ||
        affectedServices(each).includes(service) ||
        each.parts.some((part) => part.service === service),
    )
    .sort(byUrgency);
}

/** The affected systems without the region, which comes first. */
export function affectedServices({
  region,
  affected_systems: systems,
}: Pick<PredictionContract, "region" | "affected_systems">): readonly string[] {
  return region !== null && systems[0] === region ? systems.slice(1) : systems;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
