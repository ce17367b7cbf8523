import { setImmediate as nextTurn } from "node:timers/promises";
import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { CAPACITY_JOB } from "@/lib/domain/capacity";
import {
  FORECAST_METRICS,
  FORECAST_REACH_MS,
  FORECAST_STEP_MS,
  type Forecast,
  type ForecastMetric,
  type ForecastModel,
  type ForecastOutcome,
} from "@/lib/domain/forecast";
import { metricDefinition } from "@/lib/domain/metric";
import type { RegularSeries, ValueBounds } from "@/lib/domain/regular-series";
import { SECOND_MS } from "@/lib/domain/window";
import { dueForecasts, subjectKey, type DueForecast } from "./due-forecasts";
import { ForecastHistory, neededBy } from "./forecast-history";
import { FORECAST_TOPIC } from "./forecast-job";

/** Capacity is found once the forecasts that come together are all there. */
const CAPACITY_AFTER_MS = 20 * SECOND_MS;

/** What was forecast from, by series: the same is not tried again. It lives as long as a worker. */
export type TriedForecasts = Map<string, string>;

export interface ForecastRun {
  readonly made: number;
  readonly lacking: number;
}

/**
 * Forecasts every series that a closed window, or older history, came to: of the world and of each region, hour by hour and
 * day by day, never further ahead than the history is long. It reads outside a transaction, and lets others work between two
 * series. Needs monitoring:run.
 */
export async function makeForecasts(
  ctx: Ctx,
  model: ForecastModel,
  tried: TriedForecasts = new Map(),
): Promise<ForecastRun> {
  requireScope(ctx.actor, "monitoring:run");
  const startedMs = ctx.clock.nowMs();
  const due = (await readDue(ctx)).filter((one) => tried.get(subjectKey(one.subject)) !== basisOf(one));
  let [made, lacking] = [0, 0];
  for (const together of grouped(due)) {
    const forecasts = await forecastTogether(ctx, model, together);
    await ctx.transaction(async (tx) => {
      for (const forecast of forecasts) await tx.forecasts.save(forecast);
      const runAtMs = ctx.clock.nowMs() + CAPACITY_AFTER_MS;
      await tx.jobs.add(CAPACITY_JOB, {}, { jobKey: CAPACITY_JOB, queue: CAPACITY_JOB, runAtMs });
    });
    for (const one of together) tried.set(subjectKey(one.subject), basisOf(one));
    made += forecasts.filter(({ outcome }) => outcome.kind === "forecast").length;
    lacking += forecasts.filter(({ outcome }) => outcome.kind !== "forecast").length;
  }
  if (due.length > 0) {
    const finishedMs = ctx.clock.nowMs();
    await ctx.transaction(async (tx) => {
      await tx.engineRuns.save("forecasts", { finishedMs, tookMs: finishedMs - startedMs });
      await tx.jobs.notify(FORECAST_TOPIC);
    });
  }
  return { made, lacking };
}

async function readDue(ctx: Ctx): Promise<readonly DueForecast[]> {
  const names = [...new Set(FORECAST_METRICS.map(neededBy))];
  const [signals, firsts, stamps] = await Promise.all([
    ctx.rollups.signals(),
    ctx.rollups.firstWindows(names, "regions"),
    ctx.forecasts.stamps(),
  ]);
  return dueForecasts({ nowMs: ctx.clock.nowMs(), signals, firsts, stamps });
}

/** Those of a metric and step are read together. */
function grouped(due: readonly DueForecast[]): readonly (readonly DueForecast[])[] {
  const groups = new Map<string, DueForecast[]>();
  for (const one of due) {
    const key = `${one.subject.metric} ${one.subject.step}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

function basisOf({ asOfMs, firstMs }: DueForecast): string {
  return `${asOfMs} ${firstMs}`;
}

async function forecastTogether(
  ctx: Ctx,
  model: ForecastModel,
  together: readonly DueForecast[],
): Promise<readonly Forecast[]> {
  const { metric, step } = together[0].subject;
  const toMs = Math.max(...together.map(({ asOfMs }) => asOfMs));
  const history = await ForecastHistory.read(ctx, { metric, step, toMs });
  const forecasts: Forecast[] = [];
  for (const due of together) {
    const series = history.series(due.subject.region, due.asOfMs);
    const { asOfMs, demo } = due;
    const historyFromMs = series?.startMs ?? null;
    forecasts.push({ ...due.subject, asOfMs, historyFromMs, demo, outcome: outcomeOf(model, due, series) });
    await nextTurn();
  }
  return forecasts;
}

function outcomeOf(model: ForecastModel, due: DueForecast, series: RegularSeries | null): ForecastOutcome {
  const { metric, step } = due.subject;
  const stepMs = FORECAST_STEP_MS[step];
  const known = series ?? { startMs: due.asOfMs, stepMs, values: new Float64Array(0) };
  const knownSteps = reachOf(known.values);
  const horizonSteps = Math.max(1, Math.min(knownSteps, FORECAST_REACH_MS[step] / stepMs));
  return model(known, horizonSteps, {
    bounds: boundsOf(metric),
    seed: seedOf(subjectKey(due.subject), due.asOfMs),
  });
}

/** So far ahead as the history is long, in steps of which something is known; less what has passed since the newest of them. */
function reachOf(values: Float64Array): number {
  const isKnown = (value: number) => !Number.isNaN(value);
  const passed = values.length - 1 - values.findLastIndex(isKnown);
  return values.filter(isKnown).length - passed;
}

function boundsOf(metric: ForecastMetric): ValueBounds {
  return { lower: 0, upper: metricDefinition(neededBy(metric)).kind === "ratio" ? 1 : null };
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** The same series at the same time has the same seed (FNV-1a, 32 bits). */
function seedOf(key: string, asOfMs: number): number {
  let hash = FNV_OFFSET;
  for (const char of `${key} ${asOfMs}`) hash = Math.imul(hash ^ char.codePointAt(0)!, FNV_PRIME);
  return hash >>> 0;
}
