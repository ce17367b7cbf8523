import type pg from "pg";
import { expect } from "vitest";
import { metricByCode, type MetricName } from "@/lib/domain/metric";
import { TIERS, type Tier } from "@/lib/domain/window";
import { Histogram } from "@/lib/pipeline/aggregate/histogram";
import { blockStart, readSlot } from "@/lib/pipeline/aggregate/rollup-block";
import type { TierRow } from "@/lib/pipeline/aggregate/tier-rows";

/** A sum of floats may differ by this, relatively; counts not at all. */
const RELATIVE = 1e-9;

export interface StoredRow {
  readonly tier: Tier["name"];
  readonly metric: MetricName;
  readonly region: string;
  readonly service: string | null;
  readonly windowMs: number;
  readonly count: number;
  readonly sum: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly last: number | null;
  readonly histogram: Histogram | null;
}

/** Every roll-up row of the database. */
export async function storedRows(pool: pg.Pool): Promise<StoredRow[]> {
  const { rows } = await pool.query(
    `select r.*, g.code, s.name as service from rollup r join region g on g.id = r.region_id
     left join service s on s.id = r.service_id and r.service_id <> 0`,
  );
  return rows.map((row) => ({
    tier: TIERS.find(({ windowMs }) => windowMs === row.tier_ms)!.name,
    metric: metricByCode(row.metric)!,
    region: row.code,
    service: row.service,
    windowMs: Number(row.window_ms),
    count: row.count,
    sum: row.sum,
    min: row.min,
    max: row.max,
    last: row.last,
    histogram: row.histogram ? Histogram.decode(row.histogram) : null,
  }));
}

type Keyed = Pick<StoredRow, "metric" | "region" | "service" | "windowMs">;
const keyOf = (tier: string, row: Keyed) =>
  [tier, row.metric, row.region, row.service ?? "", row.windowMs].join(" ");

function expectClose(found: number, expected: number, key: string): void {
  expect(Math.abs(found - expected), `${key}: ${found}, not ${expected}`).toBeLessThanOrEqual(
    RELATIVE * Math.max(1, Math.abs(expected)),
  );
}

/** The database holds exactly these rows: counts exactly, sums to 1e-9; and its packed blocks say the same. */
export async function expectStored(pool: pg.Pool, expected: readonly TierRow[]): Promise<void> {
  const found = new Map((await storedRows(pool)).map((row) => [keyOf(row.tier, row), row]));
  // A row that was corrected to nothing may be there or not.
  const something = (row: { sum: number; count: number }) => Math.abs(row.sum) > RELATIVE || row.count !== 0;
  const wanted = new Map(expected.map((row) => [keyOf(row.tier.name, row), row]));
  const keys = <T extends { sum: number; count: number }>(rows: Map<string, T>) =>
    [...rows].filter(([, row]) => something(row)).map(([key]) => key).sort(); // prettier-ignore
  expect(keys(found)).toEqual(keys(wanted));
  for (const [key, row] of wanted) {
    const stored = found.get(key);
    if (!stored) continue;
    expect(stored.count, key).toBe(row.count);
    expectClose(stored.sum, row.sum, key);
    expect([stored.min, stored.max, stored.last], key).toEqual([row.min, row.max, row.last]);
    expect(stored.histogram === null, key).toBe(row.histogram === null);
    if (row.histogram) expectSameHistogram(stored.histogram!, row.histogram, key);
  }
  await expectBlocksAgree(pool, [...found.values()]);
}

function expectSameHistogram(found: Histogram, expected: Histogram, key: string): void {
  expect(found.count, key).toBe(expected.count);
  for (const ms of [1, 10, 50, 100, 250, 1_000, 5_000])
    expectClose(found.countAtOrBelow(ms), expected.countAtOrBelow(ms), key);
}

/** Every region's row is in its block, and no block holds anything else. */
async function expectBlocksAgree(pool: pg.Pool, rows: readonly StoredRow[]): Promise<void> {
  const { rows: blocks } = await pool.query(
    "select b.*, g.code from rollup_block b join region g on g.id = b.region_id",
  );
  const slots = new Map<string, ReturnType<typeof readSlot>>();
  for (const block of blocks)
    for (let index = 0; index < 60; index++) {
      const slot = readSlot(block.payload, index);
      const windowMs = Number(block.block_ms) + index * block.tier_ms;
      expect(blockStart(windowMs, block.tier_ms)).toBe(Number(block.block_ms));
      const tier = TIERS.find((one) => one.windowMs === block.tier_ms)!;
      const metric = metricByCode(block.metric)!;
      if (slot) slots.set(keyOf(tier.name, { metric, region: block.code, service: null, windowMs }), slot);
    }
  const regions = rows.filter((row) => row.service === null);
  expect([...slots.keys()].sort()).toEqual(regions.map((row) => keyOf(row.tier, row)).sort());
  for (const row of regions) {
    const { count, sum, min, max, last } = row;
    const quantile = (q: number) => row.histogram?.quantile(q) ?? null;
    expect(slots.get(keyOf(row.tier, row))).toEqual({
      count,
      sum,
      min,
      max,
      last,
      p50: quantile(0.5),
      p95: quantile(0.95),
      p99: quantile(0.99), // prettier-ignore
    });
  }
}

/** Sum and count of a metric over all windows, by tier; service null is the region. */
export async function totalsByTier(
  pool: pg.Pool,
  metric: MetricName,
  region: string,
  service: string | null,
): Promise<Record<string, { sum: number; count: number; histogram: number }>> {
  const totals = Object.fromEntries(TIERS.map(({ name }) => [name, { sum: 0, count: 0, histogram: 0 }]));
  for (const row of await storedRows(pool)) {
    if (row.metric !== metric || row.region !== region || row.service !== service) continue;
    const total = totals[row.tier]!;
    total.sum += row.sum;
    total.count += row.count;
    total.histogram += row.histogram?.count ?? 0;
  }
  return totals;
}
