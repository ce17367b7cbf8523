import type {
  PredictionContract,
  PredictionKindCode,
  PredictionReplayContract,
} from "@/lib/contracts/prediction";
import { ASSESSMENT_STALE_MS } from "@/lib/domain/open-prediction";
import { DAY_MS, HOUR_MS, SECOND_MS } from "@/lib/domain/window";
import { formatDuration } from "./format-age";
import { THIN_SPACE } from "./format-number";
import { formatShortClock, formatShortDate } from "./format-time";
import type { RegionNames } from "./region-name";

const PER_CENT = 100;

type Engine = PredictionReplayContract["engine"];

/** Whether an assessment that knows what was received until then is too old to speak of the present. */
export function isAssessmentStale(assessedTo: string, nowMs: number): boolean {
  return nowMs - Date.parse(assessedTo) > ASSESSMENT_STALE_MS;
}

/** What it means that no prediction is open: silence is good news only where something could be said, and lately. */
export function nothingText(engine: Engine, at: SaidAt): string {
  if (engine === null) return "Nothing can be predicted yet: nothing was assessed so far.";
  if (isAssessmentStale(engine.assessed_to, at.nowMs))
    return `Not assessed since ${momentText(Date.parse(engine.assessed_to), at)}: whether something is about to break is not known.`;
  if (engine.series === 0) return "Nothing can be predicted yet: no series that a rule is for has arrived.";
  if (engine.series <= engine.silent)
    return "Nothing can be predicted now: every series has too little history, or sends nothing new.";
  return `Nothing is predicted to break within 24${THIN_SPACE}h.`;
}

/** Why that is, and what somebody can do. */
export function nothingReason(engine: Engine, nowMs: number): string {
  if (engine === null)
    return "A series needs some hours of history before anything can be said of it. History can be imported in the settings.";
  if (isAssessmentStale(engine.assessed_to, nowMs))
    return "The worker assesses once a minute: it stands still, or cannot read what it needs.";
  if (engine.series === 0) return "What arrives is listed in the settings, and so are the rules.";
  if (engine.series <= engine.silent)
    return "A series needs some hours of history before anything can be said of it, and something new in each window of 5 minutes. History can be imported in the settings.";
  return "No probability of a crossing reaches what its rule asks for. That is as good as the record below.";
}

/** Of how many series nothing can be said, where of others something can; null: of none, or that is all there is to say. */
export function silentText(engine: Engine): string | null {
  if (engine === null || engine.silent === 0 || engine.series <= engine.silent) return null;
  return `Of ${engine.silent.toLocaleString("en")} of ${engine.series.toLocaleString("en")} series nothing can be said.`;
}

/** What a kind is called, at the start of a sentence. */
export const PREDICTION_KIND_WORDS: Readonly<Record<PredictionKindCode, string>> = {
  cpu_saturation_prediction: "CPU saturation",
  memory_pressure_prediction: "Memory pressure",
  disk_exhaustion_prediction: "Disk exhaustion",
  connection_exhaustion_prediction: "Connection exhaustion",
  latency_degradation_prediction: "Latency degradation",
  error_budget_exhaustion_prediction: "Error budget exhaustion",
};

/** What crosses the threshold. */
export const PREDICTED_WORDS: Readonly<Record<PredictionKindCode, string>> = {
  cpu_saturation_prediction: "CPU",
  memory_pressure_prediction: "memory",
  disk_exhaustion_prediction: "disk",
  connection_exhaustion_prediction: "database connections",
  latency_degradation_prediction: "p99 latency",
  error_budget_exhaustion_prediction: "the spent error budget",
};

type Place = Pick<PredictionContract, "region" | "service">;

/** 'checkout, EU West'; 'All regions' without either. */
export function predictionPlace({ region, service }: Place, nameOf: RegionNames): string {
  const parts = [service, region === null ? null : nameOf(region)].filter((part) => part !== null);
  return parts.length === 0 ? "All regions" : parts.join(", ");
}

/** 'Memory pressure, AP Southeast'. */
export function predictionTitle(
  prediction: Place & Pick<PredictionContract, "alert_type">,
  nameOf: RegionNames,
): string {
  return `${PREDICTION_KIND_WORDS[prediction.alert_type]}, ${predictionPlace(prediction, nameOf)}`;
}

/** 'Memory pressure', with its service, and with its region where that is not its alert's. */
export function partTitle(
  part: Place & Pick<PredictionContract, "alert_type">,
  alert: Pick<PredictionContract, "region">,
  nameOf: RegionNames,
): string {
  const elsewhere = part.region !== alert.region;
  if (part.service === null && !elsewhere) return PREDICTION_KIND_WORDS[part.alert_type];
  return predictionTitle({ ...part, region: elsewhere ? part.region : null }, nameOf);
}

/** '85 %' or '200 ms'; no more digits than were set. */
export function thresholdText({
  threshold,
  threshold_unit: unit,
}: Pick<PredictionContract, "threshold" | "threshold_unit">): string {
  const value = unit === "ms" ? threshold : threshold * PER_CENT;
  const text = Number(value.toFixed(2)).toLocaleString("en");
  return `${text}${THIN_SPACE}${unit === "ms" ? "ms" : "%"}`;
}

/** '88 %'; what is neither certain nor ruled out never reads so. */
export function probabilityText(probability: number): string {
  if (probability > 0 && probability < 0.01) return `< 1${THIN_SPACE}%`;
  if (probability > 0.99 && probability < 1) return `> 99${THIN_SPACE}%`;
  return `${Math.round(probability * PER_CENT)}${THIN_SPACE}%`;
}

/** Highest first; from a half on as the strengths of the record are called. */
const PROBABILITY_WORDS = [
  [0.9, "almost certain"],
  [0.7, "very likely"],
  [0.5, "likely"],
  [0.3, "possible"],
  [0.1, "unlikely"],
  [0, "very unlikely"],
] as const;

export function probabilityWord(probability: number): string {
  return PROBABILITY_WORDS.find(([from]) => probability >= from)![1];
}

/** '30 min', '4 h'. */
export function horizonText(seconds: number): string {
  const ms = seconds * SECOND_MS;
  if (ms >= HOUR_MS && ms % HOUR_MS === 0) return `${ms / HOUR_MS}${THIN_SPACE}h`;
  return formatDuration(ms);
}

/** Against what moments are said. */
export interface SaidAt {
  readonly nowMs: number;
  readonly timeZone: string;
}

/** '14:20', with its date when it is not today's. */
export function momentText(timeMs: number, { nowMs, timeZone }: SaidAt): string {
  const clock = formatShortClock(timeMs, timeZone);
  const date = formatShortDate(timeMs, timeZone);
  return date === formatShortDate(nowMs, timeZone) && Math.abs(timeMs - nowMs) < DAY_MS
    ? clock
    : `${date}, ${clock}`;
}

/** 'came true 214 of 260 times', or that nobody can tell yet. */
export function trackText({ resolved, hits, proven }: PredictionContract["track_record"]): string {
  if (resolved === 0) return "unproven: no outcome yet";
  if (!proven) return `unproven: ${resolved} ${resolved === 1 ? "outcome" : "outcomes"}, ${hits} came true`;
  return `came true ${hits.toLocaleString("en")} of ${resolved.toLocaleString("en")} times`;
}
