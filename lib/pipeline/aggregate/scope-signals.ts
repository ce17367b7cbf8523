import { METRIC_NAMES, type MetricName } from "@/lib/domain/metric";
import { scopeKey, type SignalRow } from "@/lib/domain/rollup-row";
import { isFresh } from "./present-window";

/** What is known of a metric's senders in a scope. */
export interface ScopeSignal {
  /** The slowest one that still sends: its samples belong to the present as well. */
  readonly intervalMs: number | null;
  readonly newestSampleMs: number;
  readonly fresh: boolean;
  /** One that still sends (or did, if none does) is marked as demo: what derives from the fleet says so. */
  readonly demo: boolean;
}
export type ScopeSignals = ReadonlyMap<MetricName, ScopeSignal>;

/** By scopeKey: every service in a region that sends anything, and every region (service null) as a whole. */
export function signalsByScope(rows: readonly SignalRow[], asOfMs: number): Map<string, ScopeSignals> {
  const grouped = new Map<string, SignalRow[]>();
  const put = (key: string, row: SignalRow) => {
    const group = grouped.get(key);
    if (group) group.push(row);
    else grouped.set(key, [row]);
  };
  for (const row of rows) {
    put(scopeKey(row.region, null), row);
    if (row.service !== null) put(scopeKey(row.region, row.service), row);
  }
  return new Map([...grouped].map(([key, group]) => [key, combineByMetric(group, asOfMs)]));
}

function combineByMetric(rows: readonly SignalRow[], asOfMs: number): ScopeSignals {
  const signals = new Map<MetricName, ScopeSignal>();
  for (const metric of METRIC_NAMES) {
    const ofMetric = rows.filter((row) => row.metric === metric);
    if (ofMetric.length > 0) signals.set(metric, combine(ofMetric, asOfMs));
  }
  return signals;
}

function combine(rows: readonly SignalRow[], asOfMs: number): ScopeSignal {
  const live = rows.filter((row) => isFresh(row.newestSampleMs, row.intervalMs, asOfMs));
  const speaking = live.length > 0 ? live : rows;
  const intervals = speaking.flatMap((row) => row.intervalMs ?? []);
  return {
    intervalMs: intervals.length > 0 ? Math.max(...intervals) : null,
    newestSampleMs: Math.max(...rows.map((row) => row.newestSampleMs)),
    fresh: live.length > 0,
    demo: speaking.some((row) => row.demo),
  };
}
