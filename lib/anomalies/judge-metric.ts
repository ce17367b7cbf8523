import type { Stores } from "@/lib/context";
import { ANOMALY_STEP_MS, type Anomaly, type AnomalyMetric, type ReadWindow } from "@/lib/domain/anomaly";
import { scopeKey, type SignalRow } from "@/lib/domain/rollup-row";
import { MINUTE_MS } from "@/lib/domain/window";
import { anomalyRound } from "@/lib/pipeline/detect/anomaly-round";
import type { WindowSpan } from "./anomaly-sources";
import type { AnomalyMemory, AnomalyModel, LearnedMetric } from "./anomaly-tools";
import { learnMetric, type Readings } from "./learn-metric";
import { readAnomalyWindows } from "./read-anomaly-windows";
import { readServiceWindows } from "./read-service-windows";
import type { ServiceSignal } from "./watched-services";

/** A region that still waits for history may get it from an import: that is looked for so often. */
const RELEARN_MS = 15 * MINUTE_MS;

export interface JudgedGround extends WindowSpan {
  readonly signals: readonly SignalRow[];
  readonly services: readonly ServiceSignal[];
  /** Since the last run: what services were learned from may have grown. */
  readonly imported: boolean;
  readonly open: readonly Anomaly[];
}

/** What opened, went on or ended of a metric: of regions as a whole, and of each service in them. */
export async function judgeMetric(
  stores: Stores,
  tools: { readonly model: AnomalyModel; readonly memory: AnomalyMemory },
  metric: AnomalyMetric,
  { fromMs, toMs, signals, services, imported, open }: JudgedGround,
): Promise<Anomaly[]> {
  const span = { metric, fromMs, toMs };
  const readings: Readings = new Map([
    ...(await learnMetric(tools, {
      ...{ ...span, scope: "regions" },
      read: async (of) => [await readAnomalyWindows(stores, metric, of, signals)],
      isStale: (known) => waits(known) && toMs - known.learnedMs >= RELEARN_MS,
    })),
    ...(await learnMetric(tools, {
      ...{ ...span, scope: "services" },
      read: (of) => readServiceWindows(stores, metric, of, services),
      isStale: () => imported,
    })),
  ]);
  const demos = demosOf(signals);
  const here = open.filter((each) => each.metric === metric);
  const changed: Anomaly[] = [];
  for (const service of new Set([...readings.keys(), ...here.map((each) => each.service)])) {
    const round = { metric, service, fromMs, newId: () => tools.model.newId() };
    changed.push(
      ...anomalyRound({
        ...round,
        readings: readings.get(service) ?? silence({ fromMs, toMs }),
        open: here.filter((each) => each.service === service),
        isDemo: (region) => demos.has(scopeKey(region, service)),
      }),
    );
  }
  await tools.model.breathe();
  return changed;
}

function waits({ watched }: LearnedMetric): boolean {
  return [...watched.values()].some(({ watch }) =>
    [...watch.needs().values()].some((windows) => windows > 0),
  );
}

/** Of a service that is not watched any more. */
function silence({ fromMs, toMs }: WindowSpan): readonly ReadWindow[] {
  const windows = Array.from({ length: (toMs - fromMs) / ANOMALY_STEP_MS });
  return windows.map((_, at) => ({ windowMs: fromMs + at * ANOMALY_STEP_MS, byRegion: new Map() }));
}

/** Places of which anything is demo data: services in regions, and regions as a whole. */
function demosOf(signals: readonly SignalRow[]): ReadonlySet<string> {
  return new Set(
    signals.flatMap(({ demo, region, service }) =>
      demo ? [scopeKey(region, null), scopeKey(region, service)] : [],
    ),
  );
}
