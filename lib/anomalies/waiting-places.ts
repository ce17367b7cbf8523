import type { AnomalyMetric } from "@/lib/domain/anomaly";
import { scopeKey, type SignalRow } from "@/lib/domain/rollup-row";
import type { AnomalyRun, WaitingPlace } from "./anomaly-run-store";
import type { AnomalyMemory, LearnedMetric } from "./anomaly-tools";

/**
 * How many series are looked at, how many of them are not judged yet, and the places that have no other, or none.
 * @param leftOutFrom services from here on, by name, are not looked at
 */
export function waitingPlaces(
  memory: AnomalyMemory,
  signals: readonly SignalRow[],
  leftOutFrom: string | null,
): Pick<AnomalyRun, "series" | "learning" | "waiting"> {
  const regions = knownOf(memory.regions);
  const services = knownOf(memory.services);
  const ofRegions = signals.map(({ region }) => ({ region, service: null }));
  const ofServices = signals.filter(
    ({ service }) => service !== null && (leftOutFrom === null || service < leftOutFrom),
  );
  const waiting = [...waitingOf(ofRegions, regions), ...waitingOf(ofServices, services)];
  const needs = [...regions.needs, ...services.needs];
  return { series: needs.length, learning: needs.filter((windows) => windows > 0).length, waiting };
}

interface Known {
  /** Of each series. */
  readonly needs: readonly number[];
  /** Of each place the least. */
  readonly least: ReadonlyMap<string, number>;
  /** Places of which anything came in the newest window. */
  readonly arriving: ReadonlySet<string>;
}

function knownOf(learned: ReadonlyMap<AnomalyMetric, LearnedMetric>): Known {
  const needs: number[] = [];
  const least = new Map<string, number>();
  const arriving = new Set<string>();
  for (const { watched } of learned.values())
    for (const [service, { watch, newest }] of watched) {
      for (const [region, windows] of watch.needs()) {
        const key = scopeKey(region, service);
        needs.push(windows);
        least.set(key, Math.min(windows, least.get(key) ?? Infinity));
      }
      for (const [region, { value }] of newest.byRegion)
        if (value !== null) arriving.add(scopeKey(region, service));
    }
  return { needs, least, arriving };
}

/** Those of which nothing arrives first. */
function waitingOf(
  places: readonly Pick<WaitingPlace, "region" | "service">[],
  { least, arriving }: Known,
): WaitingPlace[] {
  const each = new Map(places.map(({ region, service }) => [scopeKey(region, service), { region, service }]));
  const sorted = [...each].sort(([a], [b]) => (a < b ? -1 : 1));
  const silent = sorted.filter(([key]) => !arriving.has(key));
  const young = sorted.filter(([key]) => arriving.has(key) && (least.get(key) ?? 0) > 0);
  return [
    ...silent.map(([, place]) => ({ ...place, windows: null })),
    ...young.map(([key, place]) => ({ ...place, windows: least.get(key)! })),
  ];
}
