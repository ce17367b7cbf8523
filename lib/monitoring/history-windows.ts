import type { Ctx } from "@/lib/context";
import type { MetricName } from "@/lib/domain/metric";
import type { HistoryMetric } from "@/lib/domain/metric-history";
import type { SignalRow } from "@/lib/domain/rollup-row";
import type { HistoryStep } from "@/lib/pipeline/aggregate/history-step";
import type { HistoryWindow } from "@/lib/pipeline/aggregate/history-merge";
import { judgedParts, negated } from "@/lib/pipeline/aggregate/judged-parts";
import { historyRecipe } from "@/lib/pipeline/aggregate/metric-history";
import type { StoredHistory } from "@/lib/pipeline/store/rollup-read-store";

export interface HistoryRequest {
  readonly metrics: readonly HistoryMetric[];
  /** null: the whole platform. */
  readonly regions: readonly string[] | null;
  /** null: each region as a whole. */
  readonly service: string | null;
  readonly step: HistoryStep;
  /** Windows that start in [fromMs, toMs). */
  readonly fromMs: number;
  readonly toMs: number;
  /** What is sent by the places asked for. */
  readonly signals: readonly SignalRow[];
}

/** Ratios that judge only requests whose errors are known. */
const JUDGED: readonly HistoryMetric[] = ["error_rate", "availability"];

type ByRegion = ReadonlyMap<string, readonly HistoryWindow[]>;

/** The stored windows behind many histories, read in one query of packed blocks and one of rows, whichever are needed. */
export class HistoryWindows {
  private constructor(
    private readonly ctx: Ctx,
    private readonly request: HistoryRequest,
    private readonly stored: ReadonlyMap<MetricName, ByRegion>,
  ) {}

  static async read(ctx: Ctx, request: HistoryRequest): Promise<HistoryWindows> {
    const names = [...new Set(request.metrics.flatMap((metric) => historyRecipe(metric).needs))];
    const packed = names.filter((name) => isPacked(name, request));
    const whole = names.filter((name) => !isPacked(name, request));
    const [slots, rows] = await Promise.all([
      packed.length === 0 ? [] : ctx.rollups.regionHistory(storedQuery(request, packed)),
      whole.length === 0
        ? []
        : ctx.rollups.serviceHistory({ ...storedQuery(request, whole), service: request.service }),
    ]);
    return new HistoryWindows(ctx, request, grouped([...slots, ...rows]));
  }

  /** What a history of the metric is made of; `region` null: of every region. */
  async of(
    metric: HistoryMetric,
    name: MetricName,
    region: string | null,
  ): Promise<readonly HistoryWindow[]> {
    const byRegion = this.stored.get(name) ?? new Map<string, readonly HistoryWindow[]>();
    if (JUDGED.includes(metric) && this.request.service === null) return this.judged(name, region, byRegion);
    return region === null ? [...byRegion.values()].flat() : (byRegion.get(region) ?? []);
  }

  /** Requests or errors of the parts that are judged; packed blocks wherever a region is judged as a whole. */
  private async judged(name: MetricName, region: string | null, byRegion: ByRegion) {
    const regions = region === null ? new Set(this.request.signals.map((signal) => signal.region)) : [region];
    const judged = await Promise.all(
      [...regions].map((one) => this.judgedOf(name, one, byRegion.get(one) ?? [])),
    );
    return judged.length === 1 ? judged[0] : judged.flat();
  }

  private async judgedOf(
    name: MetricName,
    region: string,
    own: readonly HistoryWindow[],
  ): Promise<readonly HistoryWindow[]> {
    const parts = judgedParts(this.request.signals, region);
    switch (parts.kind) {
      case "none":
        return [];
      case "whole":
        return own;
      case "only":
        return this.ofServices(name, region, parts.services);
      case "without":
        return name === "requests"
          ? [...own, ...negated(await this.ofServices(name, region, parts.services))]
          : own;
      default:
        return parts satisfies never;
    }
  }

  private async ofServices(name: MetricName, region: string, services: readonly string[]) {
    const query = { ...storedQuery(this.request, [name]), regions: [region] };
    const histories = await Promise.all(
      services.map((service) => this.ctx.rollups.serviceHistory({ ...query, service })),
    );
    return histories.flat().flatMap((history) => history.windows);
  }
}

/** Whether packed blocks say it: of whole regions, and percentiles only where a block's window is the step. */
function isPacked(name: MetricName, { service, regions, step }: HistoryRequest): boolean {
  const blockPercentilesStand = regions !== null && step.stepMs === step.tier.windowMs;
  return service === null && (name !== "latency" || blockPercentilesStand);
}

function storedQuery({ regions, step, fromMs, toMs }: HistoryRequest, metrics: readonly MetricName[]) {
  return { metrics, regions, tier: step.tier, fromMs, toMs };
}

function grouped(histories: readonly StoredHistory<HistoryWindow>[]): Map<MetricName, ByRegion> {
  const stored = new Map<MetricName, Map<string, readonly HistoryWindow[]>>();
  for (const { metric, region, windows } of histories) {
    const byRegion = stored.get(metric) ?? new Map<string, readonly HistoryWindow[]>();
    stored.set(metric, byRegion.set(region, windows));
  }
  return stored;
}
