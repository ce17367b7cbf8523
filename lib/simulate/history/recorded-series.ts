import { basket, ordersPerSecond, satisfaction } from "@/lib/simulate/business";
import type { FleetWorld } from "@/lib/simulate/fleet-world";
import { latencyCdf, type LatencyShape } from "@/lib/simulate/latency";
import { activeUsers } from "@/lib/simulate/region-state";
import type { ServiceState } from "@/lib/simulate/service-state";
import type { SimulatedRegion } from "@/lib/simulate/world";

/** One region at one moment. */
export interface RegionMoment {
  readonly region: SimulatedRegion;
  readonly timeMs: number;
  readonly states: readonly ServiceState[];
}

/** A series that the simulated world's engine has recorded; a value is null where there is none. */
export type RecordedSeries =
  | { readonly of: "service"; value(state: ServiceState): number | null }
  | { readonly of: "region"; value(world: FleetWorld, moment: RegionMoment): number }
  | { readonly of: "buckets" };

/** Upper bounds in seconds, as close as an engine that keeps years of them would record. */
export const BUCKET_SECONDS = [
  0.005,
  0.01,
  0.02,
  0.03,
  0.05,
  0.08,
  0.12,
  0.2,
  0.5,
  1,
  2,
  5,
  Infinity,
] as const;
const MS_PER_SECOND = 1_000;
const LOG_BOUNDS_MS = BUCKET_SECONDS.map((seconds) => Math.log(seconds * MS_PER_SECOND));

const service = (value: (state: ServiceState) => number | null): RecordedSeries => ({ of: "service", value });
const total = (value: (state: ServiceState) => number): RecordedSeries => ({
  of: "region",
  value: (_world, { states }) => states.reduce((sum, state) => sum + value(state), 0),
});

/** By the name of the recording rule; rates are per second. */
export const RECORDED_SERIES: Readonly<Record<string, RecordedSeries>> = {
  "service:requests:rate": service((state) => state.requestsPerSecond),
  "service:errors:rate": service((state) => state.requestsPerSecond * state.errorRatio),
  "service:latency_seconds_bucket:rate": { of: "buckets" },
  "service:latency_seconds_sum:rate": service(
    (state) => (state.requestsPerSecond * meanMs(state.latency)) / MS_PER_SECOND,
  ),
  "service:cpu:ratio": service((state) => state.cpu),
  "service:memory:ratio": service((state) => state.memory),
  "service:disk:ratio": service((state) => state.disk),
  "service:connections:ratio": service(({ connections }) =>
    connections === null ? null : connections.used / connections.limit,
  ),
  "region:network:ratio": {
    of: "region",
    value: (_world, { states }) => states.reduce((sum, state) => sum + state.network, 0) / states.length,
  },
  "region:services": { of: "region", value: (_world, { states }) => states.length },
  "region:servers": total((state) => state.servers),
  "region:lb_targets": total((state) => state.targets),
  "region:lb_targets_healthy": total((state) => state.healthyTargets),
  "region:connections": total(({ connections }) => connections?.used ?? 0),
  "region:cache_hits:rate": total(({ cache }) =>
    cache === null ? 0 : cache.lookupsPerSecond * cache.hitRatio,
  ),
  "region:cache_misses:rate": total(({ cache }) =>
    cache === null ? 0 : cache.lookupsPerSecond * (1 - cache.hitRatio),
  ),
  "region:active_users": {
    of: "region",
    value: (world, { region, timeMs }) => activeUsers(world, region, timeMs),
  },
  "region:orders:rate": {
    of: "region",
    value: (_world, { region, states }) => ordersPerSecond(region, states),
  },
  "region:revenue:rate": {
    of: "region",
    value: ({ seed }, { region, states, timeMs }) =>
      ordersPerSecond(region, states) * basket(seed, region, timeMs),
  },
  "region:satisfaction:ratio": {
    of: "region",
    value: ({ seed }, { region, states, timeMs }) => satisfaction(seed, region, states, timeMs),
  },
};

/** Requests per second that take at most each of the bounds. */
export function bucketRates({ requestsPerSecond, latency }: ServiceState): number[] {
  return LOG_BOUNDS_MS.map(
    (logMs) => (logMs === Infinity ? 1 : latencyCdf(latency, logMs)) * requestsPerSecond,
  );
}

/** The mean of a log-normal is e^(spread² ÷ 2) times its median. */
function meanMs({ medianMs, spread, slowShare, slowMedianMs, slowSpread }: LatencyShape): number {
  const usual = medianMs * Math.exp(spread ** 2 / 2);
  const slow = slowMedianMs * Math.exp(slowSpread ** 2 / 2);
  return usual + (slow - usual) * slowShare;
}
