import type { MetricName } from "@/lib/domain/metric";
import type { FirstWindow, RollupReadStore } from "@/lib/pipeline/store/rollup-read-store";

/** Since when a metric is known in a place (null: everywhere), Unix ms; null: it never was. */
export type FirstMs = (metric: MetricName, region: string | null, service: string | null) => number | null;

export async function readFirstWindows(
  rollups: RollupReadStore,
  metrics: readonly MetricName[],
): Promise<FirstMs> {
  const [regions, services] = await Promise.all([
    rollups.firstWindows(metrics, "regions"),
    rollups.firstWindows(metrics, "services"),
  ]);
  const firsts = new Map<string, number>();
  const note = ({ metric, firstMs }: FirstWindow, region: string | null, service: string | null) => {
    const key = JSON.stringify([metric, region, service]);
    firsts.set(key, Math.min(firsts.get(key) ?? Infinity, firstMs));
  };
  for (const first of [...regions, ...services]) {
    note(first, first.region, first.service);
    note(first, null, first.service);
  }
  return (metric, region, service) => firsts.get(JSON.stringify([metric, region, service])) ?? null;
}
