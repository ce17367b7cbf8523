import type pg from "pg";
import { metricDefinition, type MetricName } from "@/lib/domain/metric";
import { TIERS, windowStart, type Tier } from "@/lib/domain/window";
import { Histogram } from "@/lib/pipeline/aggregate/histogram";
import { createPartitionStore } from "@/lib/pipeline/store/partition-store";

export interface TestRollup {
  readonly metric: MetricName;
  readonly region: string;
  readonly service?: string | null;
  readonly windowMs: number;
  readonly count?: number;
  readonly sum: number;
  readonly histogram?: Uint8Array | null;
}

/** Stores roll-ups by hand: every row in every tier, as a flush would add it up. */
export async function insertRollups(
  pool: pg.Pool,
  rows: readonly TestRollup[],
  tiers = TIERS,
): Promise<void> {
  const partitions = createPartitionStore(pool);
  for (const tier of tiers) {
    await partitions.ensure(
      "rollup",
      tier,
      rows.map((row) => windowStart(row.windowMs, tier.windowMs)),
    );
    for (const row of rows) await insertRow(pool, tier, row);
  }
}

async function insertRow(pool: pg.Pool, tier: Tier, row: TestRollup): Promise<void> {
  const key = [
    tier.windowMs,
    metricDefinition(row.metric).code,
    await regionId(pool, row.region),
    await serviceId(pool, row.service ?? null),
    windowStart(row.windowMs, tier.windowMs),
  ];
  const histogram = row.histogram ? await mergedWithStored(pool, key, row.histogram) : null;
  await pool.query(
    `insert into rollup as r (tier_ms, metric, region_id, service_id, window_ms, count, sum, histogram)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (tier_ms, metric, region_id, service_id, window_ms) do update
     set count = r.count + excluded.count, sum = r.sum + excluded.sum, histogram = coalesce(excluded.histogram, r.histogram)`,
    [...key, row.count ?? 1, row.sum, histogram],
  );
}

async function mergedWithStored(
  pool: pg.Pool,
  key: readonly number[],
  histogram: Uint8Array,
): Promise<Uint8Array> {
  const { rows } = await pool.query<{ histogram: Buffer | null }>(
    `select histogram from rollup where tier_ms = $1 and metric = $2 and region_id = $3 and service_id = $4 and window_ms = $5`,
    [...key],
  );
  const stored = rows[0]?.histogram;
  if (!stored) return histogram;
  const merged = Histogram.decode(stored);
  merged.merge(Histogram.decode(histogram));
  return merged.encode();
}

export interface TestSignal {
  readonly metric: MetricName;
  readonly region: string;
  readonly service?: string | null;
  readonly newestSampleMs: number;
  readonly intervalMs?: number | null;
  readonly demo?: boolean;
}

export async function insertSignals(pool: pg.Pool, signals: readonly TestSignal[]): Promise<void> {
  for (const { metric, region, service = null, newestSampleMs, intervalMs = 10_000, demo = false } of signals)
    await pool.query(
      `insert into signal (metric, region_id, service_id, interval_ms, newest_sample_ms, demo) values ($1, $2, $3, $4, $5, $6)
       on conflict (metric, region_id, service_id) do update set newest_sample_ms = excluded.newest_sample_ms`,
      [
        metricDefinition(metric).code,
        await regionId(pool, region),
        await serviceId(pool, service),
        intervalMs,
        newestSampleMs,
        demo,
      ],
    );
}

export async function regionId(pool: pg.Pool, code: string): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    `insert into region (code, name) values ($1, $1) on conflict (code) do update set name = excluded.name returning id`,
    [code],
  );
  return rows[0].id;
}

async function serviceId(pool: pg.Pool, name: string | null): Promise<number> {
  if (name === null) return 0;
  const { rows } = await pool.query<{ id: number }>(
    `insert into service (name) values ($1) on conflict (name) do update set name = excluded.name returning id`,
    [name],
  );
  return rows[0].id;
}
