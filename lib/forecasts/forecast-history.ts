import type { Ctx } from "@/lib/context";
import {
  FORECAST_STEP_MS,
  type ForecastMetric,
  type ForecastStep,
  type ForecastSubject,
} from "@/lib/domain/forecast";
import { eventsOf, followsTraffic, USUAL_MS, type KnownEvent } from "@/lib/domain/known-event";
import { historyUnitOf } from "@/lib/domain/metric-history";
import type { RegularSeries } from "@/lib/domain/regular-series";
import type { SignalRow } from "@/lib/domain/rollup-row";
import { DAY_MS, TIERS } from "@/lib/domain/window";
import { historyRecipe, metricHistory } from "@/lib/pipeline/aggregate/metric-history";
import { withoutEvents } from "@/lib/pipeline/predict/usual-steps";
import { HistoryWindows } from "@/lib/pipeline/store/history-windows";

/** What a model learns from at most: rhythms of the week eight times over, those of the year as often as they are kept. */
const LEARNED_MS: Readonly<Record<ForecastStep, number>> = { "1h": 56 * DAY_MS, "1d": 5 * 366 * DAY_MS };

export function learnedFromMs(step: ForecastStep, asOfMs: number): number {
  const stepMs = FORECAST_STEP_MS[step];
  return Math.ceil((asOfMs - LEARNED_MS[step]) / stepMs) * stepMs;
}

export interface ForecastHistoryQuery extends Pick<ForecastSubject, "metric" | "service" | "step"> {
  /** null among them: the world. */
  readonly regions: readonly (string | null)[];
  /** Newer windows are not read, whatever is stored of them. */
  readonly toMs: number;
  /** Absent: from where forecasts learn on. */
  readonly fromMs?: number;
  readonly signals: readonly SignalRow[];
}

/** What is stored of a metric, for the series of each region and of the world. */
export class ForecastHistory {
  private readonly wholes = new Map<string | null, Promise<Float64Array>>();

  private constructor(
    private readonly query: ForecastHistoryQuery,
    private readonly ofRegions: HistoryWindows | null,
    private readonly ofWorld: HistoryWindows | null,
  ) {}

  static async read({ rollups }: Ctx, query: ForecastHistoryQuery): Promise<ForecastHistory> {
    const { metric, service, step: name, toMs, signals } = query;
    const step = { tier: TIERS.find((tier) => tier.name === name)!, stepMs: FORECAST_STEP_MS[name] };
    const shared = { metrics: [metric], service, step, fromMs: beginOf(query), toMs, signals };
    const regions = query.regions.filter((region) => region !== null);
    // The world is read apart: percentiles of several regions follow from merged histograms alone, a region's are packed.
    const [ofRegions, ofWorld] = await Promise.all([
      regions.length === 0 ? null : HistoryWindows.read(rollups, { ...shared, regions }),
      query.regions.includes(null) ? HistoryWindows.read(rollups, { ...shared, regions: null }) : null,
    ]);
    return new ForecastHistory(query, ofRegions, ofWorld);
  }

  /**
   * The series of a region (null: of the world) up to `asOfMs`, from the first step of which anything is known; null where
   * nothing is. Steps that events touched are as they would have been without them.
   */
  async series(
    region: string | null,
    asOfMs: number,
    events: readonly KnownEvent[] = [],
  ): Promise<RegularSeries | null> {
    const { metric, step } = this.query;
    const stepMs = FORECAST_STEP_MS[step];
    const touching = followsTraffic(metric) ? eventsOf(events, region) : [];
    // What is usual at the first steps is told by those before them.
    const learnedMs = learnedFromMs(step, asOfMs) - (touching.length === 0 ? 0 : USUAL_MS);
    const fromMs = Math.max(beginOf(this.query), learnedMs);
    const value = isRate(metric)
      ? await this.values(region, fromMs, asOfMs)
      : await this.cutOfWhole(region, fromMs, asOfMs);
    const learned = Math.max(0, (learnedFromMs(step, asOfMs) - fromMs) / stepMs);
    const first = value.findIndex((one, index) => index >= learned && !Number.isNaN(one));
    if (first < 0) return null;
    const { values } = withoutEvents({ startMs: fromMs, stepMs, values: value }, touching);
    return { startMs: fromMs + first * stepMs, stepMs, values: values.slice(first) };
  }

  /** What a step is worth is told by the step alone: histograms are merged once, however many forecasts know a part of them. */
  private async cutOfWhole(region: string | null, fromMs: number, toMs: number): Promise<Float64Array> {
    const beginMs = beginOf(this.query);
    const stepMs = FORECAST_STEP_MS[this.query.step];
    let whole = this.wholes.get(region);
    if (!whole) this.wholes.set(region, (whole = this.values(region, beginMs, this.query.toMs)));
    return (await whole).subarray((fromMs - beginMs) / stepMs, (toMs - beginMs) / stepMs);
  }

  private async values(region: string | null, fromMs: number, toMs: number): Promise<Float64Array> {
    const { metric, step } = this.query;
    const windows = region === null ? this.ofWorld : this.ofRegions;
    if (windows === null) return new Float64Array(0);
    const stored = await Promise.all(
      historyRecipe(metric).needs.map(
        async (name) => [name, await windows.of(metric, name, region)] as const,
      ),
    );
    // Nobody knows how much of its first step a counter saw: the history begins earlier than it does.
    const span = { fromMs, toMs, stepMs: FORECAST_STEP_MS[step], dataEndMs: toMs, beganEarlier: true };
    return metricHistory(metric, Object.fromEntries(stored), span).value;
  }
}

/** Of a rate the step after decides whether it is known: the first one after a gap is not. */
function isRate(metric: ForecastMetric): boolean {
  return historyUnitOf(metric).endsWith("per-second");
}

function beginOf({ fromMs, step, toMs }: ForecastHistoryQuery): number {
  return fromMs ?? learnedFromMs(step, toMs);
}
