import type { Ctx } from "@/lib/context";
import { FORECAST_STEP_MS, type ForecastMetric, type ForecastStep } from "@/lib/domain/forecast";
import { eventsOf, followsTraffic, USUAL_MS, type KnownEvent } from "@/lib/domain/known-event";
import type { MetricName } from "@/lib/domain/metric";
import type { RegularSeries } from "@/lib/domain/regular-series";
import { DAY_MS, TIERS } from "@/lib/domain/window";
import type { StoredWindows } from "@/lib/pipeline/aggregate/history-merge";
import { historyRecipe, metricHistory } from "@/lib/pipeline/aggregate/metric-history";
import { withoutEvents } from "@/lib/pipeline/predict/usual-steps";

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
   * nothing is. Steps that events touched are as they would have been without them.
   */
  series(region: string | null, asOfMs: number, events: readonly KnownEvent[] = []): RegularSeries | null {
    const { metric, step } = this.query;
    const stored = region === null ? this.ofWorld : this.byRegion.get(region);
    if (stored === undefined) return null;
    const stepMs = FORECAST_STEP_MS[step];
    const touching = followsTraffic(metric) ? eventsOf(events, region) : [];
    // What is usual at the first steps is told by those before them.
    const learnedMs = learnedFromMs(step, asOfMs) - (touching.length === 0 ? 0 : USUAL_MS);
    const fromMs = Math.max(beginOf(this.query), learnedMs);
    // Nobody knows how much of its first step a counter saw: the history begins earlier than it does.
    const span = { fromMs, toMs: asOfMs, stepMs, dataEndMs: asOfMs, beganEarlier: true };
    const { value } = metricHistory(metric, { [neededBy(metric)]: stored }, span);
    const learned = Math.max(0, (learnedFromMs(step, asOfMs) - fromMs) / stepMs);
    const first = value.findIndex((one, index) => index >= learned && !Number.isNaN(one));
    if (first < 0) return null;
    const { values } = withoutEvents({ startMs: fromMs, stepMs, values: value }, touching);
    return { startMs: fromMs + first * stepMs, stepMs, values: values.slice(first) };
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
