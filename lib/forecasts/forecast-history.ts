import type { Ctx } from "@/lib/context";
import { FORECAST_STEP_MS, type ForecastMetric, type ForecastStep } from "@/lib/domain/forecast";
import type { MetricName } from "@/lib/domain/metric";
import type { RegularSeries } from "@/lib/domain/regular-series";
import { DAY_MS, TIERS } from "@/lib/domain/window";
import type { StoredWindows } from "@/lib/pipeline/aggregate/history-merge";
import { historyRecipe, metricHistory } from "@/lib/pipeline/aggregate/metric-history";

/** What a model learns from at most: rhythms of the week eight times over, those of the year as often as they are kept. */
const LEARNED_MS: Readonly<Record<ForecastStep, number>> = { "1h": 56 * DAY_MS, "1d": 5 * 366 * DAY_MS };

export function learnedFromMs(step: ForecastStep, asOfMs: number): number {
  const stepMs = FORECAST_STEP_MS[step];
  return Math.ceil((asOfMs - LEARNED_MS[step]) / stepMs) * stepMs;
}

export interface ForecastHistoryQuery {
  readonly metric: ForecastMetric;
  readonly step: ForecastStep;
  /** Newer windows are not read, whatever is stored of them. */
  readonly toMs: number;
  /** Absent: from where forecasts learn on. */
  readonly fromMs?: number;
  /** Absent: of all, as the world needs them. */
  readonly regions?: readonly string[] | null;
}

/** What is stored of a metric, for the series of each region and of the world. */
export class ForecastHistory {
  private constructor(
    private readonly query: ForecastHistoryQuery,
    private readonly byRegion: ReadonlyMap<string, StoredWindows>,
    private readonly ofWorld: StoredWindows,
  ) {}

  static async read({ rollups }: Ctx, query: ForecastHistoryQuery): Promise<ForecastHistory> {
    const { metric, step, toMs, regions = null } = query;
    const span = { regions, tier: tierOf(step), fromMs: beginOf(query), toMs };
    const metrics = [neededBy(metric)];
    const packed = await rollups.regionHistory({ ...span, metrics });
    const byRegion = new Map(packed.map(({ region, parts }) => [region, { blocks: parts, windows: [] }]));
    return new ForecastHistory(query, byRegion, {
      blocks: packed.flatMap(({ parts }) => parts),
      // Percentiles of several regions follow from their merged histograms alone.
      windows: [],
      ...(metric === "latency_p99" && regions === null
        ? {
            blocks: [],
            windows: (await rollups.serviceHistory({ ...span, metrics, services: null })).flatMap(
              ({ parts }) => parts,
            ),
          }
        : {}),
    });
  }

  /**
   * The series of a region (null: of the world) up to `asOfMs`, from the first step of which anything is known; null where
   * nothing is.
   */
  series(region: string | null, asOfMs: number): RegularSeries | null {
    const { metric, step } = this.query;
    const stored = region === null ? this.ofWorld : this.byRegion.get(region);
    if (stored === undefined) return null;
    const stepMs = FORECAST_STEP_MS[step];
    const fromMs = Math.max(beginOf(this.query), learnedFromMs(step, asOfMs));
    // Nobody knows how much of its first step a counter saw: the history begins earlier than it does.
    const span = { fromMs, toMs: asOfMs, stepMs, dataEndMs: asOfMs, beganEarlier: true };
    const { value } = metricHistory(metric, { [neededBy(metric)]: stored }, span);
    const first = value.findIndex((one) => !Number.isNaN(one));
    if (first < 0) return null;
    return { startMs: fromMs + first * stepMs, stepMs, values: value.slice(first) };
  }
}

function beginOf({ fromMs, step, toMs }: ForecastHistoryQuery): number {
  return fromMs ?? learnedFromMs(step, toMs);
}

/** The canonical metric that a forecast one is made of: each of them is made of one. */
export function neededBy(metric: ForecastMetric): MetricName {
  return historyRecipe(metric).needs[0];
}

function tierOf(step: ForecastStep) {
  return TIERS.find(({ name }) => name === step)!;
}
