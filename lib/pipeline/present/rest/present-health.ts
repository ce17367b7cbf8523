import type { HealthPenaltyContract, LatencyBoundContract } from "@/lib/contracts/scope-health";
import type { StatusCode } from "@/lib/contracts/status";
import type { HealthPenalty, ScopeFigures, ScopeHealth } from "@/lib/domain/snapshot";
import { isoOrNull, scoreOf } from "./rest-value";

export interface HealthFields {
  status: StatusCode;
  status_because: string;
  status_since: string | null;
  health_score: number | null;
  penalties: HealthPenaltyContract[];
  performance_score: number | null;
  stale: boolean;
  newest_sample_at: string | null;
  latency_interpolated: boolean;
  latency_bounds: LatencyBoundContract[];
}

type HealthSource = ScopeHealth & Pick<ScopeFigures, "latencyInterpolated" | "latencyBounds">;

/** The health fields that world, regions and services share. */
export function presentHealth(
  scope: HealthSource,
  seen: { readonly stale: boolean; readonly newestSampleMs: number | null },
): HealthFields {
  return {
    status: scope.status,
    status_because: scope.statusBecause,
    status_since: isoOrNull(scope.statusSinceMs),
    health_score: scoreOf(scope.healthScore),
    penalties: scope.penalties.map(presentPenalty),
    performance_score: scoreOf(scope.performanceScore),
    stale: seen.stale,
    newest_sample_at: isoOrNull(seen.newestSampleMs),
    latency_interpolated: scope.latencyInterpolated,
    latency_bounds: scope.latencyBounds.map(({ percentile, lowMs, highMs }) => ({
      percentile,
      low: lowMs,
      high: highMs,
    })),
  };
}

function presentPenalty(penalty: HealthPenalty): HealthPenaltyContract {
  return {
    name: penalty.name,
    points: penalty.points,
    max_points: penalty.maxPoints,
    because: penalty.because,
  };
}
