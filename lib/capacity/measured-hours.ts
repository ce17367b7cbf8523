import type { Ctx } from "@/lib/context";
import type { HistoryMetric } from "@/lib/domain/metric-history";
import type { RegularSeries } from "@/lib/domain/regular-series";
import type { PackedBlock } from "@/lib/domain/rollup-row";
import { DAY_MS, HOUR_MS, MINUTE_MS, TIERS, windowStart } from "@/lib/domain/window";
import { historyRecipe, metricHistory } from "@/lib/pipeline/aggregate/metric-history";

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

/** The last four weeks by the hour, up to the newest hour that is over. */
export class MeasuredHours {
  private constructor(
    readonly toMs: number,
    private readonly blocks: ReadonlyMap<string, readonly PackedBlock[]>,
    readonly regions: readonly string[],
  ) {}

  static async read({ rollups, clock }: Ctx): Promise<MeasuredHours> {
    const toMs = windowStart(clock.nowMs() - SETTLE_MS, HOUR_MS);
    const metrics = [...new Set(CAPACITY_METRICS.flatMap((metric) => historyRecipe(metric).needs))];
    const span = { regions: null, tier: HOUR_TIER, fromMs: toMs - MEASURED_MS, toMs };
    const stored = await rollups.regionHistory({ ...span, metrics });
    const blocks = new Map(stored.map(({ metric, region, parts }) => [keyOf(metric, region), parts]));
    const regions = [...new Set(stored.map(({ region }) => region))].sort();
    return new MeasuredHours(toMs, blocks, regions);
  }

  /** Of a region, or of the world (null): one entry an hour, NaN where nothing is known. */
  series(metric: CapacityMetric, region: string | null): RegularSeries {
    const [need] = historyRecipe(metric).needs;
    const places = region === null ? this.regions : [region];
    const blocks = places.flatMap((place) => this.blocks.get(keyOf(need, place)) ?? []);
    const fromMs = this.toMs - MEASURED_MS;
    const span = { fromMs, toMs: this.toMs, stepMs: HOUR_MS, dataEndMs: this.toMs, beganEarlier: true };
    const { value } = metricHistory(metric, { [need]: { blocks, windows: [] } }, span);
    return { startMs: fromMs, stepMs: HOUR_MS, values: value };
  }
}

function keyOf(metric: string, region: string): string {
  return JSON.stringify([metric, region]);
}
