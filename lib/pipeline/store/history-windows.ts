import type { MetricName } from "@/lib/domain/metric";
import type { HistoryMetric, HistoryPlaces } from "@/lib/domain/metric-history";
import type { SignalRow } from "@/lib/domain/rollup-row";
import {
  NOTHING_STORED,
  type HistoryWindow,
  type StoredWindows,
} from "@/lib/pipeline/aggregate/history-merge";
import { judgedParts, negated } from "@/lib/pipeline/aggregate/judged-parts";
import type { HistoryStep } from "@/lib/pipeline/aggregate/history-step";
import { historyRecipe } from "@/lib/pipeline/aggregate/metric-history";
import type { RollupReadStore } from "./rollup-read-store";

export interface HistoryRequest extends HistoryPlaces {
  readonly step: HistoryStep;
  /** Windows that start in [fromMs, toMs). */
  readonly fromMs: number;
  readonly toMs: number;
  /** What is sent by the places asked for. */
  readonly signals: readonly SignalRow[];
}

/** Ratios that judge only requests whose errors are known. */
const JUDGED: readonly HistoryMetric[] = ["error_rate", "availability"];

type ByRegion = ReadonlyMap<string, StoredWindows>;

/**
 * The stored windows behind many histories, read in one query of packed blocks and one of rows, whichever are needed; and
 * one more for each metric of a region whose services are not all judged.
 */
export class HistoryWindows {
  /** Windows of services by metric and region, each asked for once. */
  private readonly ofServices = new Map<string, Promise<readonly HistoryWindow[]>>();

  private constructor(
    private readonly rollups: RollupReadStore,
    private readonly request: HistoryRequest,
    private readonly stored: ReadonlyMap<MetricName, ByRegion>,
  ) {}

  static async read(rollups: RollupReadStore, request: HistoryRequest): Promise<HistoryWindows> {
    const names = [...new Set(request.metrics.flatMap((metric) => historyRecipe(metric).needs))];
    const packed = names.filter((name) => isPacked(name, request));
    const whole = names.filter((name) => !isPacked(name, request));
    const [blocks, rows] = await Promise.all([
      packed.length === 0 ? [] : rollups.regionHistory(storedQuery(request, packed)),
      whole.length === 0
        ? []
        : rollups.serviceHistory({
            ...storedQuery(request, whole),
            services: request.service === null ? null : [request.service],
          }),
    ]);
    const stored = new Map<MetricName, Map<string, StoredWindows>>(names.map((name) => [name, new Map()]));
    for (const { metric, region, parts } of blocks)
      stored.get(metric)?.set(region, { blocks: parts, windows: [] });
    for (const { metric, region, parts } of rows)
      stored.get(metric)?.set(region, { blocks: [], windows: parts });
    return new HistoryWindows(rollups, request, stored);
  }

  /** What a history of the metric is made of; `region` null: of every region. */
  async of(metric: HistoryMetric, name: MetricName, region: string | null): Promise<StoredWindows> {
    const byRegion: ByRegion = this.stored.get(name) ?? new Map<string, StoredWindows>();
    if (JUDGED.includes(metric) && this.request.service === null) return this.judged(name, region, byRegion);
    return region === null ? together([...byRegion.values()]) : (byRegion.get(region) ?? NOTHING_STORED);
  }

  /** Requests or errors of the parts that are judged; packed blocks wherever a region is judged as a whole. */
  private async judged(name: MetricName, region: string | null, byRegion: ByRegion) {
    const regions = region === null ? new Set(this.request.signals.map((signal) => signal.region)) : [region];
    const judged = await Promise.all(
      [...regions].map((one) => this.judgedOf(name, one, byRegion.get(one) ?? NOTHING_STORED)),
    );
    return together(judged);
  }

  private async judgedOf(name: MetricName, region: string, own: StoredWindows): Promise<StoredWindows> {
    const parts = judgedParts(this.request.signals, region);
    switch (parts.kind) {
      case "none":
        return NOTHING_STORED;
      case "whole":
        return own;
      case "only":
        return { blocks: [], windows: await this.readServices(name, region, parts.services) };
      case "without": {
        if (name !== "requests") return own;
        const silent = await this.readServices(name, region, parts.services);
        return { ...own, windows: [...own.windows, ...negated(silent)] };
      }
      default:
        return parts satisfies never;
    }
  }

  /** Of a region the services are always the same: those that its signals tell apart. */
  private readServices(
    name: MetricName,
    region: string,
    services: readonly string[],
  ): Promise<readonly HistoryWindow[]> {
    const key = JSON.stringify([name, region]);
    let asked = this.ofServices.get(key);
    if (!asked) this.ofServices.set(key, (asked = this.queryServices(name, region, services)));
    return asked;
  }

  private async queryServices(
    name: MetricName,
    region: string,
    services: readonly string[],
  ): Promise<HistoryWindow[]> {
    const query = { ...storedQuery(this.request, [name]), regions: [region] };
    const histories = await this.rollups.serviceHistory({ ...query, services });
    return histories.flatMap((history) => history.parts);
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

function together(all: readonly StoredWindows[]): StoredWindows {
  if (all.length === 1) return all[0];
  return { blocks: all.flatMap(({ blocks }) => blocks), windows: all.flatMap(({ windows }) => windows) };
}
