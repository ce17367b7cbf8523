import type pg from "pg";
import { metricDefinition, type MetricName } from "@/lib/domain/metric";
import { TIERS } from "@/lib/domain/window";
import { createPartitionStore } from "@/lib/pipeline/store/partition-store";
import { insertSignals, regionId } from "./insert-rollups";

const TIER = TIERS.find(({ name }) => name === "5m")!;

export interface ServiceHistory {
  readonly metric: MetricName;
  readonly region: string;
  readonly service: string;
  readonly fromMs: number;
  /** Sums a window of 5 min; null: none is stored. */
  readonly sums: readonly (number | null)[];
  /** Of each window; default: one observation and no histogram. */
  readonly count?: number;
  readonly histogram?: Uint8Array;
}

/** Stores windows of services and their signals, each history in one statement. */
export async function insertServiceHistories(
  pool: pg.Pool,
  histories: readonly ServiceHistory[],
): Promise<void> {
  const partitions = createPartitionStore(pool);
  for (const { metric, region, service, fromMs, sums, count = 1, histogram = null } of histories) {
    const starts = sums.map((_, at) => fromMs + at * TIER.windowMs);
    await partitions.ensure("rollup", TIER, starts);
    const newestSampleMs = starts.at(-1)! + TIER.windowMs - 1_000;
    await insertSignals(pool, [{ metric, region, service, newestSampleMs }]);
    await pool.query(
      `insert into rollup (tier_ms, metric, region_id, service_id, window_ms, count, sum, histogram)
       select $1, $2, $3, s.id, w, $5, v, $6 from unnest($7::bigint[], $8::float8[]) u(w, v), service s
       where s.name = $4 and v is not null on conflict do nothing`,
      [
        ...[TIER.windowMs, metricDefinition(metric).code, await regionId(pool, region)],
        ...[service, count, histogram, starts, [...sums]],
      ],
    );
  }
}
