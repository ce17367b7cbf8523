import type { RegionalMetricsContract } from "@/lib/contracts/regional-metrics";
import type { ServiceMetricsContract } from "@/lib/contracts/service-metrics";
import type { StatusCode } from "@/lib/contracts/status";
import { statusModel, type StatusModel } from "./status-model";

type Scope = Pick<RegionalMetricsContract | ServiceMetricsContract, "status" | "stale" | "newest_sample_at">;

/** Silent: it reported once and does not now. */
const STALE: StatusModel = { word: "Stale", shape: "triangle", tone: "warn" };
const NEVER: StatusModel = { word: "No data yet", shape: "ring", tone: "quiet" };

/** The state of a region or a service as it is drawn. A fault that is known goes before silence. */
export function scopeState({ status, stale, newest_sample_at: newest }: Scope): StatusModel {
  if (status !== "unknown" && status !== "healthy") return statusModel(status);
  if (stale) return newest === null ? NEVER : STALE;
  return statusModel(status);
}

/** Where no word stands beside it, silence must not look like a fault: it has the shape of what is not known. */
const SILENT: StatusModel = { word: "Stale", shape: "ring", tone: "quiet" };

/** The state of a service in one region, for a cell without a word. It once reported there, so its silence is no beginning. */
export function placeState({ status, stale }: Pick<Scope, "status" | "stale">): StatusModel {
  return stale && (status === "unknown" || status === "healthy") ? SILENT : statusModel(status);
}

const WORST_FIRST: readonly StatusCode[] = ["down", "critical", "degraded", "unknown", "healthy"];

/** 0 is worst. Silence stands between a fault that is known and health. */
export function urgency(scope: Scope): number {
  const silent = scope.stale && scope.status === "healthy";
  return WORST_FIRST.indexOf(silent ? "unknown" : scope.status);
}

type Busy = Scope & { readonly requests_per_second: number | null };

/** For sorting: worst first, then by traffic. */
export function byUrgency(a: Busy, b: Busy): number {
  return urgency(a) - urgency(b) || (b.requests_per_second ?? 0) - (a.requests_per_second ?? 0);
}
