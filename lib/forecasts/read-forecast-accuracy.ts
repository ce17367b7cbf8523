import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { FORECAST_STEP_MS, type ForecastStep, type ForecastSubject } from "@/lib/domain/forecast";
import type { ForecastAccuracy, HeldStep } from "@/lib/domain/forecast-accuracy";
import { foretoldOf } from "@/lib/domain/foretold";
import { DAY_MS, windowStart } from "@/lib/domain/window";
import { forecastScore } from "@/lib/pipeline/predict/forecast-score";
import { wholeUntil } from "./due-forecasts";
import { ForecastHistory, neededBy } from "./forecast-history";
import { FORECAST_KEEP_MS } from "./forecast-store";
import { pointsWithEvents } from "./forecast-with-events";
import { refuseUnknownPlace } from "./known-place";

/** What is looked back on where nobody says. */
const DEFAULT_SPAN_MS: Readonly<Record<ForecastStep, number>> = { "1h": DAY_MS, "1d": 30 * DAY_MS };

export interface ReadForecastAccuracyInput extends Pick<ForecastSubject, "metric" | "region" | "step"> {
  /** Absent: a day, or thirty where steps are days, before `toMs`. No earlier than forecasts are kept. */
  readonly fromMs?: number;
  /** Absent: now. Steps that are not over are left out. */
  readonly toMs?: number;
}

/**
 * What was forecast of each step a day before it (see lib/domain/foretold.ts), what came, and how well they agree. What came is
 * read as forecasts read it. Needs metrics:read.
 * @throws AppError bad-request for a region never seen
 */
export async function readForecastAccuracy(
  ctx: Ctx,
  input: ReadForecastAccuracyInput,
): Promise<ForecastAccuracy> {
  requireScope(ctx.actor, "metrics:read");
  await refuseUnknownPlace(ctx, { region: input.region, service: null });
  const { metric, region, step } = input;
  const stepMs = FORECAST_STEP_MS[step];
  const asOfMs = await readOver(ctx, input);
  const toMs = Math.min(Math.ceil((input.toMs ?? asOfMs) / stepMs) * stepMs, asOfMs);
  const keptMs = ctx.clock.nowMs() - FORECAST_KEEP_MS;
  const fromMs = windowStart(Math.max(input.fromMs ?? toMs - DEFAULT_SPAN_MS[step], keptMs), stepMs);
  const span = { fromMs, toMs };
  const known = toMs <= fromMs ? [] : await ctx.forecasts.foretold({ metric, region, step, ...span });
  // Without a forecast nothing is held against what came, and this is not read.
  const came = known.length === 0 ? null : await readCame(ctx, input, span);
  const events = known.length === 0 ? [] : await ctx.knownEvents.list();
  const steps: HeldStep[] = [];
  for (let timeMs = fromMs; timeMs < toMs; timeMs += stepMs) {
    const foretold = foretoldOf(known, timeMs);
    const actual = came?.get(timeMs) ?? null;
    const { asOfMs: madeMs = null, replayed = false } = foretold ?? {};
    // As it was shown then: with the events that were known when it was made.
    const knownThen = events.filter(({ createdMs }) => madeMs !== null && createdMs <= madeMs);
    const [expected] = pointsWithEvents(input, foretold === null ? [] : [foretold.point], knownThen);
    steps.push({ timeMs, expected: expected ?? null, madeMs, replayed, actual });
  }
  const demo = known.some((one) => one.demo);
  return { metric, region, step, asOfMs, demo, steps, score: forecastScore(steps) };
}

type Place = Pick<ReadForecastAccuracyInput, "metric" | "region" | "step">;

/** Until when steps are over and whole: where sending stopped within one, of the step before. */
async function readOver({ rollups, clock }: Ctx, { metric, region, step }: Place): Promise<number> {
  const sent = (await rollups.signals()).filter(
    (signal) => signal.metric === neededBy(metric) && (region === null || signal.region === region),
  );
  const newestMs = Math.max(0, ...sent.map(({ newestSampleMs }) => newestSampleMs));
  return wholeUntil(step, newestMs, clock.nowMs());
}

async function readCame(
  ctx: Ctx,
  { metric, region, step }: Place,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<ReadonlyMap<number, number>> {
  const stepMs = FORECAST_STEP_MS[step];
  // One step more, so that a counter's first step is not taken for its beginning.
  const query = { metric, step, toMs, fromMs: fromMs - stepMs, regions: region === null ? null : [region] };
  const series = (await ForecastHistory.read(ctx, query)).series(region, toMs);
  const values = series === null ? [] : [...series.values].map((value, index) => [index, value] as const);
  return new Map(
    values.flatMap(([index, value]) =>
      Number.isNaN(value) ? [] : [[series!.startMs + index * stepMs, value] as const],
    ),
  );
}
