import { TARGET_UTILIZATION } from "@/lib/domain/health";
import type { ScopeObjectives } from "@/lib/domain/objective";
import { formatErrorRatio, formatMs, plainText } from "./format-number";

interface Threshold {
  readonly value: number;
  readonly label: string;
}

/** What was promised, as lines on the charts of the figures that it is about. */
export function objectiveThresholds(
  objectives: ScopeObjectives,
): Readonly<Record<"latency_p99" | "latency_p95" | "error_rate", Threshold>> {
  const { latencyP99Ms, latencyP95Ms, errorRatio } = objectives;
  const promised = (value: number, text: string) => ({ value, label: `objective ${text}` });
  return {
    latency_p99: promised(latencyP99Ms, plainText(formatMs(latencyP99Ms))),
    latency_p95: promised(latencyP95Ms, plainText(formatMs(latencyP95Ms))),
    error_rate: promised(errorRatio, plainText(formatErrorRatio(errorRatio))),
  };
}

const PER_CENT = 100;
const target = (ratio: number): Threshold => ({
  value: ratio * PER_CENT,
  label: `target ${Math.round(ratio * PER_CENT)}\u2009%`,
});

/** From where on a resource is a risk; the network has no such line. */
export const ROOM_THRESHOLDS = {
  cpu: target(TARGET_UTILIZATION.cpu),
  memory: target(TARGET_UTILIZATION.memory),
  disk: target(TARGET_UTILIZATION.disk),
  connection_utilization: target(TARGET_UTILIZATION.connections),
} as const;
