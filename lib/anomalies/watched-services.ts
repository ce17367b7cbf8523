import { ANOMALY_LOOK_BACK_MS } from "@/lib/domain/anomaly";
import type { SignalRow } from "@/lib/domain/rollup-row";
import { ANOMALY_SOURCES } from "./anomaly-sources";

/** So many services in regions are watched at most: each keeps some 60 KB of what is usual of it in memory. */
export const MOST_PLACES = 1_000;
const METRICS = new Set(Object.values(ANOMALY_SOURCES).flatMap((all) => all.map(({ metric }) => metric)));

export interface ServiceSignal extends SignalRow {
  readonly service: string;
}

export interface WatchedServices {
  /** What those that are watched send. */
  readonly signals: readonly ServiceSignal[];
  /** The first service, by name, that is not watched, nor are those after it; null: all are. */
  readonly leftOutFrom: string | null;
}

/** The services that were heard of late, each in all of its regions, by name as far as there is room. */
export function watchedServices(
  signals: readonly SignalRow[],
  toMs: number,
  most = MOST_PLACES,
): WatchedServices {
  const heard = signals.filter(
    (row): row is ServiceSignal =>
      row.service !== null && METRICS.has(row.metric) && row.newestSampleMs > toMs - ANOMALY_LOOK_BACK_MS,
  );
  const regionsOf = new Map<string, Set<string>>();
  for (const { service, region } of heard)
    regionsOf.set(service, (regionsOf.get(service) ?? new Set()).add(region));
  let places = 0;
  const leftOutFrom =
    [...regionsOf.keys()].sort().find((service) => (places += regionsOf.get(service)!.size) > most) ?? null;
  return {
    signals: leftOutFrom === null ? heard : heard.filter(({ service }) => service < leftOutFrom),
    leftOutFrom,
  };
}
