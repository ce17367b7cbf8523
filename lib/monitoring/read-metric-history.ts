import type { Ctx } from "@/lib/context";
import type { HistoryMetric, MetricHistory } from "@/lib/domain/metric-history";
import { historyPoints } from "@/lib/pipeline/aggregate/metric-history";
import { readMetricHistories } from "./read-metric-histories";

export interface ReadMetricHistoryInput {
  readonly metric: HistoryMetric;
  /** null: the whole platform. */
  readonly region: string | null;
  readonly service: string | null;
  readonly fromMs: number;
  readonly toMs: number;
  /** At most so many points; default 300, at most 2,000. */
  readonly points?: number;
}

/**
 * One metric of one place over time; see readMetricHistories.
 * @throws AppError bad-request for an unknown region or service, an empty span, or too many points
 */
export async function readMetricHistory(ctx: Ctx, input: ReadMetricHistoryInput): Promise<MetricHistory> {
  const { metric, region, ...rest } = input;
  const regions = region === null ? null : [region];
  const histories = await readMetricHistories(ctx, { ...rest, metrics: [metric], regions }, "region");
  const { series, ...scale } = histories;
  const { columns, ...subject } = series[0];
  return { ...scale, ...subject, points: historyPoints(columns, scale) };
}
