import type { LastWeekContract } from "@/lib/contracts/last-week";
import type { LastWeekFigures } from "@/lib/domain/snapshot";
import { isoOf, ratioOf, scoreOf } from "./rest-value";

/** The same time last week as the contract has it. */
export function presentLastWeek(figures: LastWeekFigures | null): LastWeekContract {
  if (figures === null) return null;
  return {
    timestamp: isoOf(figures.windowMs),
    requests_per_second: figures.requestsPerSecond,
    active_users: figures.activeUsers,
    latency_p99: figures.latencyP99Ms,
    error_rate: ratioOf(figures.errorRatio),
    performance_score: scoreOf(figures.performanceScore),
    customer_satisfaction_score: scoreOf(figures.satisfactionScore),
    revenue_per_minute: figures.revenuePerMinute,
  };
}
