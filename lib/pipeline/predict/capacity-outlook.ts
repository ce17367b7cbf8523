import type { ExpectedDay, LackingHistory, MeasuredDay, Outlook } from "@/lib/domain/capacity";
import type { Forecast, ForecastPoint } from "@/lib/domain/forecast";
import { median } from "@/lib/domain/median";
import type { RegularSeries } from "@/lib/domain/regular-series";
import { DAY_MS, HOUR_MS, windowStart } from "@/lib/domain/window";

const HOURS_A_DAY = DAY_MS / HOUR_MS;
/** A day of which fewer hours are known is not told by them. */
const LEAST_HOURS = 20;

interface OutlookInput {
  /** By the hour; null: nothing was received. */
  readonly measured: RegularSeries | null;
  /** The same without known events, which forecasts know nothing of; absent: there were none. */
  readonly usual?: RegularSeries | null;
  readonly hourly: Forecast | null;
  readonly daily: Forecast | null;
  readonly asOfMs: number;
}

/**
 * A figure by the day: what was, and what is expected. Days that the hourly forecast covers are told by it; the days after
 * them by the daily one, whose means are raised to a day's busiest hour by how far that usually is above its mean.
 */
export function outlookOf({ measured, usual = measured, hourly, daily, asOfMs }: OutlookInput): Outlook {
  const days = daysOver(measured, asOfMs);
  const todayMs = windowStart(asOfMs, DAY_MS);
  const byHours = hoursOfDays(hourly, todayMs);
  const raised = usualPeak(usual === measured ? days : daysOver(usual, asOfMs), byHours);
  const byDays = raised === null ? new Map<number, ExpectedDay>() : daysOf(daily, raised);
  const expected: ExpectedDay[] = [];
  for (let dayMs = todayMs; ; dayMs += DAY_MS) {
    const day = byHours.get(dayMs) ?? byDays.get(dayMs);
    if (day === undefined) break;
    expected.push(dayMs === todayMs ? wholeToday(day, byDays.get(dayMs), usual) : day);
  }
  return { measured: days, expected, lacks: lackOf(daily) ?? lackOf(hourly) };
}

function daysOver(series: RegularSeries | null, asOfMs: number): MeasuredDay[] {
  if (series === null) return [];
  const { startMs, stepMs, values } = series;
  const hours = new Map<number, number[]>();
  values.forEach((value, index) => {
    const dayMs = windowStart(startMs + index * stepMs, DAY_MS);
    if (Number.isNaN(value) || dayMs + DAY_MS > asOfMs) return;
    hours.set(dayMs, [...(hours.get(dayMs) ?? []), value]);
  });
  return [...hours].flatMap(([dayMs, known]) =>
    known.length < LEAST_HOURS ? [] : [{ dayMs, peak: Math.max(...known), mean: meanOf(known) }],
  );
}

/** Today is not over: its busiest hour may have been, and its mean is that of the whole day, where that is known. */
function wholeToday(
  left: ExpectedDay,
  whole: ExpectedDay | undefined,
  usual: RegularSeries | null,
): ExpectedDay {
  const { startMs, stepMs, values } = usual ?? {
    startMs: 0,
    stepMs: HOUR_MS,
    values: new Float64Array(0),
  };
  const hours = values
    .slice(Math.max(0, (left.dayMs - startMs) / stepMs))
    .filter((value) => !Number.isNaN(value));
  const soFar = Math.max(-Infinity, ...hours);
  const { median: middle, lower80, upper80, upper95 } = left.peak;
  return {
    dayMs: left.dayMs,
    peak: {
      median: Math.max(soFar, middle),
      lower80: Math.max(soFar, lower80),
      upper80: Math.max(soFar, upper80),
      upper95: Math.max(soFar, upper95),
    },
    mean: (whole ?? left).mean,
  };
}

/** Whole days, and what is left of today. */
function hoursOfDays(hourly: Forecast | null, todayMs: number): ReadonlyMap<number, ExpectedDay> {
  const points = new Map<number, ForecastPoint[]>();
  for (const point of pointsOf(hourly)) {
    const dayMs = windowStart(point.timeMs, DAY_MS);
    points.set(dayMs, [...(points.get(dayMs) ?? []), point]);
  }
  const days = [...points].flatMap(([dayMs, hours]): [number, ExpectedDay][] =>
    hours.length < HOURS_A_DAY && dayMs !== todayMs ? [] : [[dayMs, dayOf(dayMs, hours)]],
  );
  return new Map(days);
}

function dayOf(dayMs: number, hours: readonly ForecastPoint[]): ExpectedDay {
  const peak = (of: (point: ForecastPoint) => number) => Math.max(...hours.map(of));
  const mean = (of: (point: ForecastPoint) => number) => meanOf(hours.map(of));
  return {
    dayMs,
    peak: {
      median: peak((point) => point.median),
      lower80: peak((point) => point.lower80),
      upper80: peak((point) => point.upper80),
      upper95: peak((point) => point.upper95),
    },
    mean: {
      median: mean((point) => point.median),
      lower80: mean((point) => point.lower80),
      upper80: mean((point) => point.upper80),
    },
  };
}

function daysOf(daily: Forecast | null, raised: number): Map<number, ExpectedDay> {
  return new Map(
    pointsOf(daily).map(({ timeMs, median: middle, lower80, upper80, upper95 }) => [
      timeMs,
      {
        dayMs: timeMs,
        peak: {
          median: middle * raised,
          lower80: lower80 * raised,
          upper80: upper80 * raised,
          upper95: upper95 * raised,
        },
        mean: { median: middle, lower80, upper80 },
      },
    ]),
  );
}

/** How far a day's busiest hour usually is above its mean: of the days that were, else of those expected. */
function usualPeak(days: readonly MeasuredDay[], byHours: ReadonlyMap<number, ExpectedDay>): number | null {
  const were = days.map(({ peak, mean }) => peak / mean);
  const willBe = [...byHours.values()].map(({ peak, mean }) => peak.median / mean.median);
  const known = (were.length > 0 ? were : willBe).filter(Number.isFinite);
  return known.length === 0 ? null : median(known);
}

function pointsOf(forecast: Forecast | null): readonly ForecastPoint[] {
  return forecast?.outcome.kind === "forecast" ? forecast.outcome.points : [];
}

function lackOf(forecast: Forecast | null): LackingHistory | null {
  if (forecast?.outcome.kind !== "insufficient-history") return null;
  const { haveSteps, needSteps } = forecast.outcome;
  return { haveSteps, needSteps, step: forecast.step };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
