import { setImmediate as nextTurn } from "node:timers/promises";
import type { Ctx } from "@/lib/context";
import {
  FORECAST_REACH_MS,
  FORECAST_STEP_MS,
  type Forecast,
  type ForecastMetric,
  type ForecastModel,
  type ForecastOutcome,
} from "@/lib/domain/forecast";
import { USUAL_MS, type KnownEvent } from "@/lib/domain/known-event";
import { historyUnitOf } from "@/lib/domain/metric-history";
import type { RegularSeries, ValueBounds } from "@/lib/domain/regular-series";
import type { SignalRow } from "@/lib/domain/rollup-row";
import { subjectKey, type DueForecast } from "./due-forecasts";
import { ForecastHistory, learnedFromMs } from "./forecast-history";

type Due = Omit<DueForecast, "firstMs">;

/**
 * Forecasts series of one metric, service and step from one reading; each from what came before its own `asOfMs`, without what
 * known events did to it. Others may work in between.
 */
export async function forecastTogether(
  ctx: Ctx,
  model: ForecastModel,
  together: readonly Due[],
  signals: readonly SignalRow[],
  events: readonly KnownEvent[] = [],
): Promise<readonly Omit<Forecast, "replayed">[]> {
  const { metric, service, step } = together[0].subject;
  const ends = together.map(({ asOfMs }) => asOfMs);
  const beforeMs = events.length === 0 ? 0 : USUAL_MS;
  const span = { fromMs: learnedFromMs(step, Math.min(...ends)) - beforeMs, toMs: Math.max(...ends) };
  const regions = [...new Set(together.map(({ subject }) => subject.region))];
  const history = await ForecastHistory.read(ctx, { metric, service, step, regions, signals, ...span });
  const forecasts: Omit<Forecast, "replayed">[] = [];
  for (const due of together) {
    const series = await history.series(due.subject.region, due.asOfMs, events);
    const { asOfMs, demo } = due;
    const historyFromMs = series?.startMs ?? null;
    forecasts.push({ ...due.subject, asOfMs, historyFromMs, demo, outcome: outcomeOf(model, due, series) });
    await nextTurn();
  }
  return forecasts;
}

/** Those of a metric and step are read together. */
export function grouped(due: readonly DueForecast[]): readonly (readonly DueForecast[])[] {
  const groups = new Map<string, DueForecast[]>();
  for (const one of due) {
    const key = `${one.subject.metric} ${one.subject.step}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

function outcomeOf(model: ForecastModel, due: Due, series: RegularSeries | null): ForecastOutcome {
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

export function boundsOf(metric: ForecastMetric): ValueBounds {
  return { lower: 0, upper: historyUnitOf(metric) === "ratio" ? 1 : null };
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** The same series at the same time has the same seed (FNV-1a, 32 bits). */
function seedOf(key: string, asOfMs: number): number {
  let hash = FNV_OFFSET;
  for (const char of `${key} ${asOfMs}`) hash = Math.imul(hash ^ char.codePointAt(0)!, FNV_PRIME);
  return hash >>> 0;
}
