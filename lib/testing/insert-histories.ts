import type pg from "pg";
import type { MetricName } from "@/lib/domain/metric";
import { TIERS } from "@/lib/domain/window";
import { blockStart } from "@/lib/pipeline/aggregate/rollup-block";
import { createPartitionStore } from "@/lib/pipeline/store/partition-store";
import { writeBlocks } from "@/lib/pipeline/store/rollup-block-store";
import type { RegionRow } from "@/lib/pipeline/store/rollup-store";
import { insertSignals, regionId } from "./insert-rollups";
import { metricDefinition } from "@/lib/domain/metric";

export interface TestHistory {
  readonly metric: MetricName;
  readonly region: string;
  readonly tier: "5m" | "1h" | "1d";
  readonly fromMs: number;
  /** Sums a window; null: none is stored. Each counts one observation. */
  readonly sums: readonly (number | null)[];
}

/** Stores whole-region histories of one tier with their packed blocks, many windows in one statement, and their signals. */
export async function insertHistories(pool: pg.Pool, histories: readonly TestHistory[]): Promise<void> {
  const partitions = createPartitionStore(pool);
  for (const { metric, region, tier: name, fromMs, sums } of histories) {
    const tier = TIERS.find((each) => each.name === name)!;
    const windows = sums.flatMap((sum, index) =>
      sum === null ? [] : [{ windowMs: fromMs + index * tier.windowMs, sum }],
    );
    const times = windows.map(({ windowMs }) => windowMs);
    await partitions.ensure("rollup", tier, times);
    await partitions.ensure(
      "rollup_block",
      tier,
      times.map((timeMs) => blockStart(timeMs, tier.windowMs)),
    );
    const { rows } = await pool.query<RegionRow>(
      `insert into rollup (tier_ms, metric, region_id, service_id, window_ms, count, sum)
       select $1, $2, $3, 0, w, 1, s from unnest($4::bigint[], $5::float8[]) u(w, s) returning *`,
      [
        tier.windowMs,
        metricDefinition(metric).code,
        await regionId(pool, region),
        times,
        windows.map(({ sum }) => sum),
      ],
    );
    const client = await pool.connect();
    await writeBlocks(client, rows);
    client.release();
    const newestSampleMs = Math.max(...times) + tier.windowMs; // the next window has begun
    await insertSignals(pool, [{ metric, region, newestSampleMs }]);
  }
}
