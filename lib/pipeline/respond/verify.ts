import type { IncidentSignal } from "@/lib/domain/incident";
import type { PredictedMetric, Prediction } from "@/lib/domain/prediction";
import { PREDICTION_KIND_DEFINITIONS } from "@/lib/domain/prediction";
import type { TargetFigures } from "@/lib/domain/response";

export interface VerifyQuery {
  readonly executedMs: number;
  readonly verifyByMs: number;
  readonly signal: Pick<IncidentSignal, "source" | "endedMs" | "title">;
  /** What the signal is about, where it is a prediction. */
  readonly prediction: Prediction | null;
  /** Of the target, now. */
  readonly figures: TargetFigures | null;
  readonly nowMs: number;
}

export type Verification =
  | { readonly kind: "waiting" }
  | { readonly kind: "relieved"; readonly because: string }
  | { readonly kind: "not-relieved"; readonly because: string };

/**
 * Whether an action helped. Only telemetry that was measured after it counts, never its executor's word: what is wrong must be
 * over by what came in since.
 */
export function verify(query: VerifyQuery): Verification {
  const { executedMs, verifyByMs, signal, prediction, figures, nowMs } = query;
  if (prediction?.outcome === "hit") return notRelieved("What was predicted came true.");
  const isNew = figures !== null && !figures.stale && (figures.newestSampleMs ?? 0) > executedMs;
  if (isNew && isOver(query))
    return {
      kind: "relieved",
      because:
        signal.source === "prediction"
          ? "By telemetry measured since it is unlikely now, and the figure is below its threshold."
          : `By telemetry measured since it is over: ${signal.title}`,
    };
  if (nowMs < verifyByMs) return { kind: "waiting" };
  if (!isNew) return notRelieved("No telemetry came in since, so nobody can tell that it helped.");
  return notRelieved("Telemetry measured since shows no relief.");
}

function isOver({ executedMs, signal, prediction, figures }: VerifyQuery): boolean {
  if (signal.source !== "prediction") return signal.endedMs !== null && signal.endedMs > executedMs;
  if (prediction === null || figures === null) return false;
  const value = valueOf(figures, PREDICTION_KIND_DEFINITIONS[prediction.kind].metric);
  if (value !== null && value >= prediction.threshold) return false;
  if (prediction.assessedMs <= executedMs) return false;
  if (prediction.lowSinceMs !== null) return prediction.lowSinceMs > executedMs;
  return prediction.closedMs !== null && prediction.closedMs > executedMs && isJudged(prediction);
}

/** It ended because it is no longer likely, or its time passed; not because nobody can tell. */
function isJudged({ ending }: Prediction): boolean {
  return ending === "withdrawn" || ending === "outcome";
}

/** null: the cycle does not measure it. */
function valueOf(figures: TargetFigures, metric: PredictedMetric): number | null {
  switch (metric) {
    case "cpu":
      return figures.cpuRatio;
    case "memory":
      return figures.memoryRatio;
    case "disk":
      return figures.diskRatio;
    case "connection_utilization":
      return figures.connectionRatio;
    case "latency_p99":
      return figures.latencyP99Ms;
    case "budget":
      return null;
    default:
      return metric satisfies never;
  }
}

function notRelieved(because: string): Verification {
  return { kind: "not-relieved", because };
}
