import { HISTORY_METRICS, type HistoryMetric } from "./metric-history";
import type { RegularSeries, ValueBounds } from "./regular-series";
import { DAY_MS, HOUR_MS } from "./window";

/** The job that makes the forecasts that are due, or all of them `anew`. */
export const FORECAST_JOB = "make-forecasts";
export const FORECAST_QUEUE = "forecasts";

/** What can be forecast: whatever has a history. */
export const FORECAST_METRICS = HISTORY_METRICS;
export type ForecastMetric = HistoryMetric;

/** What is forecast each hour, of the world and of each region: capacity, money at risk and most charts need it. The rest is when asked for. */
export const HOURLY_METRICS = [
  "requests_per_second",
  "active_users",
  "cpu",
  "memory",
  "disk",
  "connection_utilization",
  "connections",
  "latency_p99",
  "revenue",
] as const satisfies readonly HistoryMetric[];
export type HourlyMetric = (typeof HOURLY_METRICS)[number];

/** Hour by hour, day by day. */
export const FORECAST_STEPS = ["1h", "1d"] as const;
export type ForecastStep = (typeof FORECAST_STEPS)[number];
export const FORECAST_STEP_MS: Readonly<Record<ForecastStep, number>> = { "1h": HOUR_MS, "1d": DAY_MS };
/** How far ahead at most: as far as the history is long, and no further than this. */
export const FORECAST_REACH_MS: Readonly<Record<ForecastStep, number>> = {
  "1h": 28 * DAY_MS,
  "1d": 365 * DAY_MS,
};

/** What is expected of one step, and the ranges that hold it in 80 and in 95 of 100 cases. */
export interface ForecastPoint {
  /** Start of its step, Unix ms. */
  readonly timeMs: number;
  readonly median: number;
  readonly lower80: number;
  readonly upper80: number;
  readonly lower95: number;
  readonly upper95: number;
}

/** Errors of a back-test on the series itself. */
export interface ForecastBacktest {
  /** In the metric's own unit. */
  readonly meanAbsoluteError: number;
  /** Against repeating the last season inside the history (Hyndman & Koehler 2006); null where that is never wrong. */
  readonly mase: number | null;
  /** From so many points of the past it was forecast. */
  readonly originCount: number;
}

export interface ForecastMade {
  readonly kind: "forecast";
  /** Chosen by back-test on this series; `combination` of several. */
  readonly model: string;
  readonly members: readonly { readonly name: string; readonly weight: number }[];
  /** null: the history is too short to set a part of it apart. */
  readonly backtest: ForecastBacktest | null;
  readonly points: readonly ForecastPoint[];
}

export interface ForecastLacksHistory {
  readonly kind: "insufficient-history";
  readonly haveSteps: number;
  readonly needSteps: number;
}

export type ForecastOutcome = ForecastMade | ForecastLacksHistory;

/** Which series a forecast is of. */
export interface ForecastSubject {
  readonly metric: ForecastMetric;
  /** null: the world. */
  readonly region: string | null;
  /** null: each region as a whole. */
  readonly service: string | null;
  readonly step: ForecastStep;
}

/** Whether it is forecast each hour, whoever asks or not. */
export function isHourly({ metric, service }: Pick<ForecastSubject, "metric" | "service">): boolean {
  return service === null && HOURLY_METRICS.some((each) => each === metric);
}

export interface Forecast extends ForecastSubject {
  /** End of the newest window that it knows, Unix ms: all points begin then or later. */
  readonly asOfMs: number;
  /** Start of the oldest window that it learned from; null: there was none. */
  readonly historyFromMs: number | null;
  readonly demo: boolean;
  /** Made later than it says, from nothing that was stamped after `asOfMs`. */
  readonly replayed: boolean;
  readonly outcome: ForecastOutcome;
}

export interface ForecastOptions {
  readonly bounds: ValueBounds;
  /** The same seed, the same forecast. */
  readonly seed: number;
}

export type ForecastModel = (
  series: RegularSeries,
  horizonSteps: number,
  options: ForecastOptions,
) => ForecastOutcome;
