import type { MetricName } from "@/lib/domain/metric";
import type { LatencyBound, ScopeFigures } from "@/lib/domain/snapshot";
import type { Histogram } from "./histogram";
import { errorRatioOf } from "./judged-requests";
import type { ScopePresent } from "./scope-present";

const P50 = 0.5;
const P95 = 0.95;
const P99 = 0.99;
const PER_CENT = 100;

/** The figures of a scope, as docs/methods.md defines them; null = not known. */
export function scopeFigures(present: ScopePresent): ScopeFigures {
  const { rates, ratios, totals, latency } = present;
  const mean = (metric: MetricName) => {
    const weighted = ratios.get(metric);
    return weighted === undefined ? null : quotient(weighted.sum, weighted.count);
  };
  const errorRatio = errorRatioOf(present.judged);
  const requests = rates.get("requests") ?? null;
  return {
    requestsPerSecond: requests,
    throughputPerSecond: throughputOf(present),
    errorRatio,
    availabilityRatio: errorRatio === null ? null : 1 - errorRatio,
    latencyP50Ms: latency && latency.quantile(P50),
    latencyP95Ms: latency && latency.quantile(P95),
    latencyP99Ms: latency && latency.quantile(P99),
    latencyInterpolated: latency?.interpolated ?? false,
    latencyBounds: latency?.interpolated ? [P50, P95, P99].flatMap((q) => boundOf(latency, q)) : [],
    activeUsers: totals.get("active_users") ?? null,
    cpuRatio: mean("cpu"),
    memoryRatio: mean("memory"),
    diskRatio: mean("disk"),
    networkRatio: mean("network"),
    connectionRatio: mean("connection_utilization"),
    servers: totals.get("servers") ?? null,
    databaseConnections: totals.get("connections") ?? null,
    cacheHitRatio: cacheHitRatioOf(present),
    loadBalancerHealthRatio: share(totals.get("lb_targets_healthy"), totals.get("lb_targets")),
  };
}

function boundOf(latency: Histogram, q: number): LatencyBound[] {
  const bounds = latency.quantileBounds(q);
  return bounds ? [{ percentile: q * PER_CENT, ...bounds }] : [];
}

/** All requests less the server errors: those of unknown status count as answered. Null where no errors are sent at all. */
function throughputOf({ rates }: ScopePresent): number | null {
  const requests = rates.get("requests");
  const errors = rates.get("errors");
  return requests === undefined || errors === undefined ? null : Math.max(0, requests - errors);
}

function cacheHitRatioOf({ rates }: ScopePresent): number | null {
  const hits = rates.get("cache_hits");
  const misses = rates.get("cache_misses");
  return hits === undefined || misses === undefined ? null : share(hits, hits + misses);
}

function share(part: number | undefined, whole: number | undefined): number | null {
  if (part === undefined || whole === undefined) return null;
  const ratio = quotient(part, whole);
  return ratio === null ? null : Math.min(1, Math.max(0, ratio));
}

function quotient(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
