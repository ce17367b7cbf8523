import type { Stores } from "@/lib/context";
import { ANOMALY_STEP_MS, type AnomalyMetric } from "@/lib/domain/anomaly";
import { LEAST_P99_REQUESTS } from "@/lib/pipeline/aggregate/series-pack";
import {
  ANOMALY_SOURCES,
  ANOMALY_TIER,
  windowsOf,
  windowValue,
  type AnomalySource,
  type AnomalyWindows,
  type WindowSpan,
} from "./anomaly-sources";
import type { ServiceSignal } from "./watched-services";

/**
 * Each service in its regions, from packed days, one region after the other. The error ratio is that of services that send
 * their errors.
 */
export async function readServiceWindows(
  { packedSeries }: Stores,
  metric: AnomalyMetric,
  span: WindowSpan,
  signals: readonly ServiceSignal[],
): Promise<readonly AnomalyWindows[]> {
  const [main, errors] = ANOMALY_SOURCES[metric];
  const read = async ({ metric: name, figure }: AnomalySource, region: string) => {
    const query = {
      metric: name,
      figure: { kind: figure },
      tier: ANOMALY_TIER,
      of: "services" as const,
      region,
      ...span,
    };
    const found = await packedSeries.read(query);
    return new Map(found.map(({ service, series }) => [service, series.values]));
  };
  const windows = (span.toMs - span.fromMs) / ANOMALY_STEP_MS;
  const byService = new Map<string, Map<string, Float64Array>>();
  for (const [region, services] of senders(signals, main!, errors)) {
    const [all, failed] = [await read(main!, region), errors && (await read(errors, region))];
    for (const service of services) {
      const bad = failed?.get(service);
      const values = all
        .get(service)
        ?.map((value, at) => windowValue(metric, value, bad?.[at], LEAST_P99_REQUESTS));
      const places = byService.get(service) ?? new Map<string, Float64Array>();
      byService.set(service, places.set(region, values ?? new Float64Array(windows).fill(NaN)));
    }
  }
  return [...byService].map(([service, byRegion]) => windowsOf(service, byRegion));
}

/** By region the services that send all that is needed. */
function senders(
  signals: readonly ServiceSignal[],
  main: AnomalySource,
  errors: AnomalySource | undefined,
): ReadonlyMap<string, ReadonlySet<string>> {
  const of = (source: AnomalySource) => {
    const found = new Map<string, Set<string>>();
    for (const { metric, region, service } of signals)
      if (metric === source.metric) found.set(region, (found.get(region) ?? new Set()).add(service));
    return found;
  };
  const all = of(main);
  if (errors === undefined) return all;
  const failing = of(errors);
  const both = (region: string, services: ReadonlySet<string>) =>
    new Set([...services].filter((service) => failing.get(region)?.has(service)));
  return new Map(
    [...all]
      .map(([region, services]) => [region, both(region, services)] as const)
      .filter(([, s]) => s.size > 0),
  );
}
