import {
  ANOMALY_LOOK_BACK_MS,
  ANOMALY_STEP_MS,
  type AnomalyMetric,
  type AnomalyScope,
  type ReadWindow,
} from "@/lib/domain/anomaly";
import { DAY_MS } from "@/lib/domain/window";
import type { AnomalyWindows, WindowSpan } from "./anomaly-sources";
import type { AnomalyMemory, AnomalyModel, LearnedMetric, Watched } from "./anomaly-tools";

/** A day of windows at a time, then others have their turn. */
const BREATH_WINDOWS = DAY_MS / ANOMALY_STEP_MS;

export interface MetricToLearn extends WindowSpan {
  readonly metric: AnomalyMetric;
  readonly scope: AnomalyScope;
  read(span: WindowSpan): Promise<readonly AnomalyWindows[]>;
  /** Whether stored history may hold more than was learned from it. */
  isStale(known: LearnedMetric): boolean;
}

/** By service, null for regions as a whole: the windows that are to be judged, and the one before them. */
export type Readings = ReadonlyMap<string | null, readonly ReadWindow[]>;

/**
 * Learns a metric up to `toMs`, the newest windows alone where it knows those before. Gives the readings of the windows from
 * `fromMs` on and of the one before them. What is not read any more is forgotten.
 */
export async function learnMetric(
  { model, memory }: { readonly model: AnomalyModel; readonly memory: AnomalyMemory },
  { metric, scope, fromMs, toMs, read, isStale }: MetricToLearn,
): Promise<Readings> {
  const before = memory[scope].get(metric);
  const known = before && goesOn(before, { fromMs, toMs }) && !isStale(before) ? before : null;
  const span = { fromMs: known?.toMs ?? toMs - ANOMALY_LOOK_BACK_MS, toMs };
  const watched = new Map<string | null, Watched>();
  const readings = new Map<string | null, ReadWindow[]>();
  for (const windows of await read(span)) {
    const { service } = windows;
    const here = known?.watched.get(service) ?? null;
    const watch = here?.watch ?? model.watch(metric, scope);
    const judged: ReadWindow[] = here === null ? [] : [here.newest];
    const count = (span.toMs - span.fromMs) / ANOMALY_STEP_MS;
    for (let at = 0; at < count; at++) {
      const windowMs = span.fromMs + at * ANOMALY_STEP_MS;
      const byRegion = watch.next(windowMs, windows.at(at));
      if (windowMs >= fromMs - ANOMALY_STEP_MS) judged.push({ windowMs, byRegion });
      if (at % BREATH_WINDOWS === BREATH_WINDOWS - 1) await model.breathe();
    }
    watched.set(service, { watch, newest: judged.at(-1)! });
    readings.set(service, judged);
  }
  memory[scope].set(metric, { watched, toMs, learnedMs: known?.learnedMs ?? toMs });
  return readings;
}

/** What is known can be gone on with unless it knows later windows than were stored. */
function goesOn(known: LearnedMetric, { fromMs, toMs }: WindowSpan): boolean {
  return known.toMs <= fromMs && known.toMs >= toMs - ANOMALY_LOOK_BACK_MS;
}
