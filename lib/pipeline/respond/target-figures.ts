import type { Stores } from "@/lib/context";
import type { ResponseAction, ResponseTarget, TargetFigures } from "@/lib/domain/response";
import type { RegionalMetrics, ServiceMetrics } from "@/lib/domain/snapshot";

type Row = RegionalMetrics | ServiceMetrics;

/** What the newest cycle knows of a target. null: it does not know it. */
export async function figuresOf(stores: Stores, target: ResponseTarget): Promise<TargetFigures | null> {
  const row = await rowOf(stores, target);
  if (row === null) return null;
  const { newestSampleMs, stale, requestsPerSecond, errorRatio, latencyP99Ms } = row;
  const { cpuRatio, memoryRatio, diskRatio, connectionRatio, servers } = row;
  return {
    ...{ newestSampleMs, stale, requestsPerSecond, errorRatio, latencyP99Ms },
    ...{ cpuRatio, memoryRatio, diskRatio, connectionRatio, servers },
  };
}

/** Of all servers, how many an action touches, 0–1. null: nobody knows how many there are. */
export async function capacityShareOf(
  stores: Stores,
  target: ResponseTarget,
  { share }: ResponseAction,
): Promise<number | null> {
  const regions = (await stores.snapshots.latestRegions()) ?? [];
  const known = regions.flatMap(({ servers }) => servers ?? []);
  const all = known.reduce((sum, servers) => sum + servers, 0);
  const servers = (await rowOf(stores, target))?.servers ?? null;
  if (servers === null || all === 0) return null;
  return (servers / all) * (share ?? 1);
}

async function rowOf(stores: Stores, { region, service }: ResponseTarget): Promise<Row | null> {
  if (service !== null) return (await stores.snapshots.latestServices(region, service))?.[0] ?? null;
  return (await stores.snapshots.latestRegions())?.find((each) => each.region === region) ?? null;
}
