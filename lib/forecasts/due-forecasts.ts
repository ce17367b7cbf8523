import type { FirstWindow } from "@/lib/pipeline/store/rollup-read-store";
import {
  FORECAST_METRICS,
  FORECAST_STEPS,
  FORECAST_STEP_MS,
  type ForecastStep,
  type ForecastSubject,
} from "@/lib/domain/forecast";
import type { MetricName } from "@/lib/domain/metric";
import type { SignalRow } from "@/lib/domain/rollup-row";
import { DAY_MS, MINUTE_MS, windowStart } from "@/lib/domain/window";
import { learnedFromMs, neededBy } from "./forecast-history";
import type { ForecastStamp } from "./forecast-store";

/** A window is forecast from once this long over: senders that are a little late are in it. */
const SETTLE_MS = MINUTE_MS;
/** What was silent for longer is gone: nothing is forecast of it until it is back. */
const GONE_MS = 2 * DAY_MS;
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
  return allSubjects(signals).flatMap((subject) => {
    const place = { metric: neededBy(subject.metric), region: subject.region };
    const sent = signals.filter((signal) => isOf(signal, place));
    const begun = firsts.filter((first) => isOf(first, place)).map(({ firstMs }) => firstMs);
    const newestMs = Math.max(...sent.map(({ newestSampleMs }) => newestSampleMs));
    if (begun.length === 0 || nowMs - newestMs > GONE_MS) return [];
    const asOfMs = wholeUntil(subject.step, newestMs, nowMs);
    const due = { subject, asOfMs, firstMs: Math.min(...begun), demo: sent.some(({ demo }) => demo) };
    return isNew(due, stampOf.get(subjectKey(subject))) ? [due] : [];
  });
}

export function subjectKey({ metric, region, service, step }: ForecastSubject): string {
  return JSON.stringify([metric, region, service, step]);
}

function allSubjects(signals: readonly SignalRow[]): readonly ForecastSubject[] {
  return FORECAST_STEPS.flatMap((step) =>
    FORECAST_METRICS.flatMap((metric) => {
      const name = neededBy(metric);
      const regions = new Set(signals.filter((signal) => signal.metric === name).map(({ region }) => region));
      const places = regions.size === 0 ? [] : [null, ...[...regions].sort()];
      return places.map((region) => ({ metric, region, service: null, step }));
    }),
  );
}

/** End of the newest whole window: where sending stopped within one, of the window before. */
export function wholeUntil(step: ForecastStep, newestMs: number, nowMs: number): number {
  const stepMs = FORECAST_STEP_MS[step];
  const closedMs = windowStart(nowMs - SETTLE_MS, stepMs);
  return newestMs >= closedMs ? closedMs : windowStart(newestMs, stepMs);
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

function isOf(
  one: { readonly metric: MetricName; readonly region: string },
  { metric, region }: { readonly metric: MetricName; readonly region: string | null },
): boolean {
  return one.metric === metric && (region === null || one.region === region);
}
