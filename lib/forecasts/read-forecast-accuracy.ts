import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import {
  FORECAST_STEP_MS,
  type ForecastModel,
  type ForecastStep,
  type ForecastSubject,
} from "@/lib/domain/forecast";
import type { ForecastAccuracy, HeldStep } from "@/lib/domain/forecast-accuracy";
import { FORETOLD_LEAD_MS, foretoldOf } from "@/lib/domain/foretold";
import type { SignalRow } from "@/lib/domain/rollup-row";
import { DAY_MS, windowStart } from "@/lib/domain/window";
import { forecastScore } from "@/lib/pipeline/predict/forecast-score";
import { wholeUntil } from "./due-forecasts";
import { ForecastHistory } from "./forecast-history";
import { FORECAST_KEEP_MS } from "./forecast-store";
import { pointsWithEvents } from "./forecast-with-events";
import { refuseUnknownPlace } from "./known-place";
import { makeAsked } from "./make-asked";

/** What is looked back on where nobody says. */
const DEFAULT_SPAN_MS: Readonly<Record<ForecastStep, number>> = { "1h": DAY_MS, "1d": 30 * DAY_MS };

export interface ReadForecastAccuracyInput extends ForecastSubject {
  /** Absent: a day, or thirty where steps are days, before `toMs`. No earlier than forecasts are kept. */
  readonly fromMs?: number;
  /** Absent: now. Steps that are not over are left out. */
  readonly toMs?: number;
}

/**
 * What was forecast of each step a day before it (see lib/domain/foretold.ts), what came, and how well they agree. What came is
 * read as forecasts read it. Of what is not forecast hourly, missing forecasts of the newest days are replayed first. Needs
 * metrics:read.
 * @throws AppError bad-request for a region or service never seen
 */
export async function readForecastAccuracy(
  ctx: Ctx,
  model: ForecastModel,
  { fromMs: sinceMs, toMs: untilMs, ...subject }: ReadForecastAccuracyInput,
): Promise<ForecastAccuracy> {
  requireScope(ctx.actor, "metrics:read");
  await refuseUnknownPlace(ctx, subject);
  const { step } = subject;
  const stepMs = FORECAST_STEP_MS[step];
  const signals = await ctx.rollups.signals();
  const asOfMs = wholeUntil(subject, signals, ctx.clock.nowMs());
  const toMs = Math.min(Math.ceil((untilMs ?? asOfMs) / stepMs) * stepMs, asOfMs);
  const keptMs = ctx.clock.nowMs() - FORECAST_KEEP_MS;
  const fromMs = windowStart(Math.max(sinceMs ?? toMs - DEFAULT_SPAN_MS[step], keptMs), stepMs);
  const span = { fromMs, toMs };
  await makeAsked(ctx, model, subject, dayBefore(span));
  const known = toMs <= fromMs ? [] : await ctx.forecasts.foretold({ ...subject, ...span });
  // Without a forecast nothing is held against what came, and this is not read.
  const came = known.length === 0 ? null : await readCame(ctx, subject, span, signals);
  const events = known.length === 0 ? [] : await ctx.knownEvents.list();
  const steps: HeldStep[] = [];
  for (let timeMs = fromMs; timeMs < toMs; timeMs += stepMs) {
    const foretold = foretoldOf(known, timeMs);
    const actual = came?.get(timeMs) ?? null;
    const { asOfMs: madeMs = null, replayed = false } = foretold ?? {};
    // As it was shown then: with the events that were known when it was made.
    const knownThen = events.filter(({ createdMs }) => madeMs !== null && createdMs <= madeMs);
    const [expected] = pointsWithEvents(subject, foretold === null ? [] : [foretold.point], knownThen);
    steps.push({ timeMs, expected: expected ?? null, madeMs, replayed, actual });
  }
  const demo = known.some((one) => one.demo);
  return { ...subject, asOfMs, demo, steps, score: forecastScore(steps) };
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The last moments of the days whose forecasts are "a day before" a step of the span. */
function dayBefore({ fromMs, toMs }: Span): readonly number[] {
  const days: number[] = [];
  for (let day = windowStart(fromMs - FORETOLD_LEAD_MS, DAY_MS); day < toMs - FORETOLD_LEAD_MS; day += DAY_MS)
    days.push(day + DAY_MS - 1);
  return days;
}

async function readCame(
  ctx: Ctx,
  { metric, region, service, step }: ForecastSubject,
  { fromMs, toMs }: Span,
  signals: readonly SignalRow[],
): Promise<ReadonlyMap<number, number>> {
  const stepMs = FORECAST_STEP_MS[step];
  // One step more, so that a counter's first step is not taken for its beginning.
  const query = { metric, service, step, toMs, fromMs: fromMs - stepMs, regions: [region], signals };
  const history = await ForecastHistory.read(ctx, query);
  const series = await history.series(region, toMs);
  const values = series === null ? [] : [...series.values].map((value, index) => [index, value] as const);
  return new Map(
    values.flatMap(([index, value]) =>
      Number.isNaN(value) ? [] : [[series!.startMs + index * stepMs, value] as const],
    ),
  );
}
