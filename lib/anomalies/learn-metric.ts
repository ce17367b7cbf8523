import type { Stores } from "@/lib/context";
import {
  ANOMALY_LOOK_BACK_MS,
  ANOMALY_STEP_MS,
  type AnomalyMetric,
  type ReadWindow,
} from "@/lib/domain/anomaly";
import type { SignalRow } from "@/lib/domain/rollup-row";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/window";
import type { AnomalyMemory, AnomalyModel, LearnedMetric } from "./anomaly-tools";
import { readAnomalyWindows, type WindowSpan } from "./read-anomaly-windows";

/** Whoever still waits for history may get it from an import: that is looked for so often. */
const RELEARN_MS = 15 * MINUTE_MS;
/** A day of windows at a time, then others have their turn. */
const BREATH_WINDOWS = DAY_MS / ANOMALY_STEP_MS;

/**
 * Learns a metric up to `toMs`, the newest windows alone where it knows those before. Gives the readings of the windows from
 * `fromMs` on and of the one before them.
 */
export async function learnMetric(
  stores: Stores,
  { model, memory }: { readonly model: AnomalyModel; readonly memory: AnomalyMemory },
  metric: AnomalyMetric,
  { fromMs, toMs }: WindowSpan,
  signals: readonly SignalRow[],
): Promise<readonly ReadWindow[]> {
  const known = goesOn(memory.get(metric), fromMs, toMs);
  const span = { fromMs: known?.toMs ?? toMs - ANOMALY_LOOK_BACK_MS, toMs };
  const windows = await readAnomalyWindows(stores, metric, span, signals);
  const watch = known?.watch ?? model.watch(metric);
  const readings: ReadWindow[] = known ? [known.newest] : [];
  const count = (span.toMs - span.fromMs) / ANOMALY_STEP_MS;
  for (let at = 0; at < count; at++) {
    const windowMs = span.fromMs + at * ANOMALY_STEP_MS;
    const byRegion = watch.next(windowMs, windows.at(at));
    if (windowMs >= fromMs - ANOMALY_STEP_MS) readings.push({ windowMs, byRegion });
    if (at % BREATH_WINDOWS === BREATH_WINDOWS - 1) await model.breathe();
  }
  memory.set(metric, { watch, toMs, learnedMs: known?.learnedMs ?? toMs, newest: readings.at(-1)! });
  return readings;
}

/** What is known can be gone on with unless it knows later windows than were stored, or somebody waits for history. */
function goesOn(known: LearnedMetric | undefined, fromMs: number, toMs: number): LearnedMetric | null {
  if (!known || known.toMs > fromMs || known.toMs < toMs - ANOMALY_LOOK_BACK_MS) return null;
  const waits = [...known.watch.needs().values()].some((windows) => windows > 0);
  return waits && toMs - known.learnedMs >= RELEARN_MS ? null : known;
}
