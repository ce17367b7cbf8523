import type { Ctx } from "@/lib/context";
import { eventsOf, followsTraffic, USUAL_MS, type KnownEvent } from "@/lib/domain/known-event";
import type { HistoryMetric } from "@/lib/domain/metric-history";
import type { RegularSeries } from "@/lib/domain/regular-series";
import type { PackedBlock } from "@/lib/domain/rollup-row";
import { DAY_MS, HOUR_MS, MINUTE_MS, TIERS, windowStart } from "@/lib/domain/window";
import { historyRecipe, metricHistory } from "@/lib/pipeline/aggregate/metric-history";
import { withoutEvents } from "@/lib/pipeline/predict/usual-steps";

/** What capacity is measured by. */
export const CAPACITY_METRICS = [
  "requests_per_second",
  "active_users",
  "cpu",
  "memory",
  "disk",
  "connection_utilization",
  "servers",
] as const satisfies readonly HistoryMetric[];
type CapacityMetric = (typeof CAPACITY_METRICS)[number];

/** Growth is told against up to two weeks before, what is usual by four. */
const MEASURED_MS = 28 * DAY_MS;
const HOUR_TIER = TIERS.find(({ windowMs }) => windowMs === HOUR_MS)!;
const SETTLE_MS = MINUTE_MS;

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** End of the newest hour that is over, with time for late samples. */
export function newestHourMs(nowMs: number): number {
  return windowStart(nowMs - SETTLE_MS, HOUR_MS);
}

/** Stored hours. */
export class MeasuredHours {
  private constructor(
    private readonly span: Span,
    private readonly blocks: ReadonlyMap<string, readonly PackedBlock[]>,
    readonly regions: readonly string[],
  ) {}

  /** The last four weeks up to the newest hour that is over; with events also those that tell what was usual at the first. */
  static lastWeeks(ctx: Ctx, events: readonly KnownEvent[]): Promise<MeasuredHours> {
    const toMs = newestHourMs(ctx.clock.nowMs());
    const beforeMs = events.length === 0 ? 0 : USUAL_MS;
    return MeasuredHours.read(ctx, { fromMs: toMs - MEASURED_MS - beforeMs, toMs }, CAPACITY_METRICS);
  }

  /** @param regions none: all */
  static async read(
    { rollups }: Ctx,
    span: Span,
    of: readonly CapacityMetric[],
    regions: readonly string[] = [],
  ): Promise<MeasuredHours> {
    const metrics = [...new Set(of.flatMap((metric) => historyRecipe(metric).needs))];
    const places = regions.length === 0 ? null : regions;
    const stored = await rollups.regionHistory({ ...span, regions: places, tier: HOUR_TIER, metrics });
    const blocks = new Map(stored.map(({ metric, region, parts }) => [keyOf(metric, region), parts]));
    return new MeasuredHours(span, blocks, [...new Set(stored.map(({ region }) => region))].sort());
  }

  get toMs(): number {
    return this.span.toMs;
  }

  /** All that was read of a region, or of the world (null): one entry an hour, NaN where nothing is known. */
  all(metric: CapacityMetric, region: string | null): RegularSeries {
    const [need] = historyRecipe(metric).needs;
    const places = region === null ? this.regions : [region];
    const blocks = places.flatMap((place) => this.blocks.get(keyOf(need, place)) ?? []);
    const span = { ...this.span, stepMs: HOUR_MS, dataEndMs: this.toMs, beganEarlier: true };
    const { value } = metricHistory(metric, { [need]: { blocks, windows: [] } }, span);
    return { startMs: span.fromMs, stepMs: HOUR_MS, values: value };
  }

  /** The last four weeks of it. */
  series(metric: CapacityMetric, region: string | null): RegularSeries {
    return lastWeeksOf(this.all(metric, region));
  }

  /** The same as it would have been without known events; null: none moves it. */
  usual(metric: CapacityMetric, region: string | null, events: readonly KnownEvent[]): RegularSeries | null {
    const moving = followsTraffic(metric) ? eventsOf(events, region) : [];
    return moving.length === 0 ? null : lastWeeksOf(withoutEvents(this.all(metric, region), moving));
  }
}

function lastWeeksOf({ startMs, stepMs, values }: RegularSeries): RegularSeries {
  const dropped = Math.max(0, values.length - MEASURED_MS / stepMs);
  return { startMs: startMs + dropped * stepMs, stepMs, values: values.subarray(dropped) };
}

function keyOf(metric: string, region: string): string {
  return JSON.stringify([metric, region]);
}
