import type { PredictionContract, PredictionKindCode } from "@/lib/contracts/prediction";
import type { ChartMetricId } from "./history-metric";

const PER_CENT = 100;

/** What is drawn beside a prediction; null: an error budget has no series of its own. */
const CHARTED: Readonly<Record<PredictionKindCode, ChartMetricId | null>> = {
  cpu_saturation_prediction: "cpu",
  memory_pressure_prediction: "memory",
  disk_exhaustion_prediction: "disk",
  connection_exhaustion_prediction: "connection_utilization",
  latency_degradation_prediction: "latency_p99",
  error_budget_exhaustion_prediction: null,
};

export function predictionChartMetric(kind: PredictionKindCode): ChartMetricId | null {
  return CHARTED[kind];
}

/** In the unit of the chart: utilisations are drawn in per cent. */
export function chartThreshold({
  threshold,
  threshold_unit: unit,
}: Pick<PredictionContract, "threshold" | "threshold_unit">): number {
  return unit === "ms" ? threshold : threshold * PER_CENT;
}
