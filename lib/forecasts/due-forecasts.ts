import type { FirstWindow } from "@/lib/pipeline/store/rollup-read-store";
import {
  FORECAST_STEPS,
  FORECAST_STEP_MS,
  HOURLY_METRICS,
  type ForecastSubject,
} from "@/lib/domain/forecast";
import type { SignalRow } from "@/lib/domain/rollup-row";
import { MINUTE_MS, windowStart } from "@/lib/domain/window";
import { historyRecipe } from "@/lib/pipeline/aggregate/metric-history";
import { learnedFromMs } from "./forecast-history";
import { GONE_MS, type ForecastStamp } from "./forecast-store";

/** A window is forecast from once this long over: senders that are a little late are in it. */
const SETTLE_MS = MINUTE_MS;
/** The first steps of a history may say nothing. */
const SLACK_STEPS = 2;

export interface DueForecast {
  readonly subject: ForecastSubject;
  readonly asOfMs: number;
  /** Start of the oldest window that is stored, which may be older than what is learned from. */
  readonly firstMs: number;
  readonly demo: boolean;
}

interface Known {
  readonly nowMs: number;
  readonly signals: readonly SignalRow[];
  readonly firsts: readonly FirstWindow[];
  readonly stamps: readonly ForecastStamp[];
}

/** The series that a closed window, or older history, came to since they were forecast. */
export function dueForecasts({ nowMs, signals, firsts, stamps }: Known): readonly DueForecast[] {
  const stampOf = new Map(stamps.map((stamp) => [subjectKey(stamp), stamp]));
  return hourlySubjects(signals).flatMap((subject) => {
    const begun = firsts.filter(isPartOf(subject)).map(({ firstMs }) => firstMs);
    const basis = newestBasis(subject, signals, nowMs);
    if (begun.length === 0 || basis === null) return [];
    const due = { subject, ...basis, firstMs: Math.min(...begun) };
    return isNew(due, stampOf.get(subjectKey(subject))) ? [due] : [];
  });
}

/** What a subject's newest forecast is to know; null: nothing is sent of it, or has not been for long. */
export function newestBasis(
  subject: ForecastSubject,
  signals: readonly SignalRow[],
  nowMs: number,
): Omit<DueForecast, "subject" | "firstMs"> | null {
  const sent = signals.filter(isPartOf(subject));
  if (nowMs - newestOf(sent) > GONE_MS) return null;
  return { asOfMs: wholeUntil(subject, signals, nowMs), demo: sent.some(({ demo }) => demo) };
}

export function subjectKey({ metric, region, service, step }: ForecastSubject): string {
  return JSON.stringify([metric, region, service, step]);
}

function hourlySubjects(signals: readonly SignalRow[]): readonly ForecastSubject[] {
  return FORECAST_STEPS.flatMap((step) =>
    HOURLY_METRICS.flatMap((metric) => {
      const sent = signals.filter(isPartOf({ metric, region: null, service: null }));
      const regions = new Set(sent.map(({ region }) => region));
      const places = regions.size === 0 ? [] : [null, ...[...regions].sort()];
      return places.map((region) => ({ metric, region, service: null, step }));
    }),
  );
}

/** End of a series' newest whole window: where sending stopped within one, of the window before. */
export function wholeUntil(subject: ForecastSubject, signals: readonly SignalRow[], nowMs: number): number {
  const stepMs = FORECAST_STEP_MS[subject.step];
  const newestMs = newestOf(signals.filter(isPartOf(subject)));
  const closedMs = windowStart(nowMs - SETTLE_MS, stepMs);
  return newestMs >= closedMs ? closedMs : windowStart(newestMs, stepMs);
}

function newestOf(signals: readonly SignalRow[]): number {
  return Math.max(0, ...signals.map(({ newestSampleMs }) => newestSampleMs));
}

function isNew(due: DueForecast, stamp: ForecastStamp | undefined): boolean {
  return stamp === undefined || stamp.asOfMs < due.asOfMs || !stamp.made || learnsMore(due, stamp);
}

/** Older history has come since than it was made from. */
export function learnsMore({ subject, asOfMs, firstMs }: DueForecast, stamp: ForecastStamp): boolean {
  if (stamp.historyFromMs === null) return true;
  const slackMs = SLACK_STEPS * FORECAST_STEP_MS[subject.step];
  return Math.max(firstMs, learnedFromMs(subject.step, asOfMs)) + slackMs < stamp.historyFromMs;
}

/** Which signals, or first windows, are parts of a series: of what its metric is made of, in its place. */
function isPartOf({ metric, region, service }: Pick<ForecastSubject, "metric" | "region" | "service">) {
  const { needs } = historyRecipe(metric);
  return (one: Pick<SignalRow, "metric" | "region" | "service">) =>
    needs.includes(one.metric) &&
    (region === null || one.region === region) &&
    (service === null || one.service === service);
}
