import { ASSESSMENT_STALE_MS } from "./open-prediction";
import { plainProbability, plainTime } from "./plain-figure";
import type { CrossingRange, PredictionKind, PredictionSubject } from "./prediction";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./window";

const WHAT: Readonly<Record<PredictionKind, string>> = {
  cpu_saturation_prediction: "CPU",
  memory_pressure_prediction: "Memory",
  disk_exhaustion_prediction: "Disk",
  connection_exhaustion_prediction: "Database connections",
  latency_degradation_prediction: "The 99th percentile of latency",
  error_budget_exhaustion_prediction: "The spent share of the error budget",
};
const PER_CENT = 100;
const LIKELY = 0.5;

/** What is said of a crossing at a moment. */
export interface SaidCrossing {
  readonly kind: PredictionKind;
  /** null = the whole of a region */
  readonly service: string | null;
  readonly threshold: number;
  readonly horizonMs: number;
  readonly probability: number;
}

/** "CPU of checkout in Dublin is likely to rise above 80 %: 63 % within 1 h". `budgetOf`: "99.99 % availability". */
export function crossingWords(
  { kind, service, threshold, horizonMs, probability }: SaidCrossing,
  place: string,
  budgetOf: string | null = null,
): string {
  const of = service === null ? "" : ` of ${service}`;
  const budget = budgetOf === null ? "" : ` for ${budgetOf}`;
  const be = kind === "connection_exhaustion_prediction" ? "are" : "is";
  const may = probability < LIKELY ? "may" : `${be} likely to`;
  const likely = `${plainProbability(probability)} within ${span(horizonMs)}`;
  return `${WHAT[kind]}${of}${budget} in ${place} ${may} rise above ${level(kind, threshold)}: ${likely}`;
}

/** "14:20 UTC (13:50 to 15:10)"; with dates where it reaches a day beyond `saidMs`. */
export function crossingTime({ medianMs, fromMs, toMs }: CrossingRange, saidMs: number): string {
  const far = toMs - saidMs >= DAY_MS;
  const time = (ms: number) => {
    const iso = new Date(ms).toISOString();
    return far ? `${iso.slice(0, 10)} ${iso.slice(11, 16)}` : iso.slice(11, 16);
  };
  return `${time(medianMs)} UTC (${time(fromMs)} to ${time(toMs)})`;
}

/** ", as of 2026-11-23 11:44 UTC", where that is too long ago to be of the present; else nothing. */
export function assessedWords(assessedMs: number, nowMs: number): string {
  return nowMs - assessedMs > ASSESSMENT_STALE_MS ? `, as of ${plainTime(assessedMs)}` : "";
}

/** A region by the name that is given. */
export function crossingPlace(
  { region }: Pick<PredictionSubject, "region">,
  nameOf: (code: string) => string = (code) => code,
): string {
  return region === null ? "all regions" : nameOf(region);
}

function level(kind: PredictionKind, threshold: number): string {
  if (kind === "latency_degradation_prediction") return `${rounded(threshold)} ms`;
  return `${rounded(threshold * PER_CENT)} %`;
}

function rounded(value: number): string {
  return String(Number(value.toFixed(1)));
}

function span(ms: number): string {
  return ms < HOUR_MS ? `${ms / MINUTE_MS} min` : `${ms / HOUR_MS} h`;
}
