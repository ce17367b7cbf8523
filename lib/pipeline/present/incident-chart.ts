import type { AnomalyContract } from "@/lib/contracts/anomaly";
import type { IncidentDetailContract } from "@/lib/contracts/incident";
import type { PredictionContract } from "@/lib/contracts/prediction";
import { isPlaced } from "@/lib/domain/incident";
import type { ScopeObjectives } from "@/lib/domain/objective";
import type { ChartMetricId } from "./history-metric";
import { objectiveThresholds, ROOM_THRESHOLDS } from "./objective-thresholds";
import { chartThreshold, predictionChartMetric } from "./prediction-chart-metric";
import { thresholdText } from "./prediction-words";

export type SignalContract = IncidentDetailContract["signals"][number];

export interface IncidentChart {
  readonly metric: ChartMetricId;
  readonly region: string | null;
  readonly service: string | null;
  readonly threshold: { readonly value: number; readonly label: string } | null;
}

/** What most likely is the matter: a prediction says which metric, then an objective, then what is unusual; firing ones first. */
const TELLING: readonly SignalContract["source"][] = [
  "prediction",
  "objective",
  "anomaly",
  "alertmanager",
  "grafana",
  "manual",
  "silence",
];

/** The signal that the chart is of; null: none says where it is. */
export function tellingSignal(signals: readonly SignalContract[]): SignalContract | null {
  const rank = ({ source, ended_at: ended }: SignalContract) =>
    TELLING.indexOf(source) + (ended === null ? 0 : TELLING.length);
  return signals.filter(isPlaced).toSorted((one, other) => rank(one) - rank(other))[0] ?? null;
}

interface Known {
  readonly signals: readonly SignalContract[];
  readonly category: IncidentDetailContract["category"];
  readonly prediction: PredictionContract | null;
  readonly anomaly: Pick<AnomalyContract, "metric"> | null;
  readonly objectives: ScopeObjectives;
}

/** The figure to look at, where, and the line that it should keep; null: nobody said where. */
export function incidentChart(known: Known): IncidentChart | null {
  const signal = tellingSignal(known.signals);
  if (signal === null) return null;
  const { region, service } = signal;
  const predicted = known.prediction === null ? null : predictionChartMetric(known.prediction.alert_type);
  if (known.prediction !== null && predicted !== null) {
    const label = `predicted to cross ${thresholdText(known.prediction)}`;
    const threshold = { value: chartThreshold(known.prediction), label };
    return { metric: predicted, region, service, threshold };
  }
  const metric = unusualMetric(known.anomaly) ?? BY_CATEGORY[known.category];
  return { metric, region, service, threshold: lineOf(metric, known.objectives) };
}

const BY_CATEGORY: Readonly<Record<IncidentDetailContract["category"], ChartMetricId>> = {
  availability: "error_rate",
  performance: "latency_p99",
  capacity: "cpu",
  security: "requests_per_second",
  other: "requests_per_second",
};

function lineOf(metric: ChartMetricId, objectives: ScopeObjectives): IncidentChart["threshold"] {
  const lines: Partial<Record<ChartMetricId, IncidentChart["threshold"]>> = {
    ...objectiveThresholds(objectives),
    ...ROOM_THRESHOLDS,
  };
  return lines[metric] ?? null;
}

/** As charts call what is unusual. */
const UNUSUAL: Readonly<Record<AnomalyContract["metric"], ChartMetricId>> = {
  requests: "requests_per_second",
  error_ratio: "error_rate",
  latency_p99: "latency_p99",
  cpu: "cpu",
  memory: "memory",
  disk: "disk",
  connection_utilization: "connection_utilization",
};

function unusualMetric(anomaly: Pick<AnomalyContract, "metric"> | null): ChartMetricId | null {
  return anomaly === null ? null : UNUSUAL[anomaly.metric];
}
