import { setTimeout } from "node:timers/promises";
import type pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DAY_MS, TIERS } from "@/lib/domain/window";
import { emptyPack } from "@/lib/pipeline/aggregate/series-pack";
import { insertRollups, insertSignals, regionId } from "@/lib/testing/insert-rollups";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { createPackedSeriesStore, type PackedQuery } from "./packed-series-store";

const START_MS = Date.UTC(2026, 10, 20);
const FINE_TIER = TIERS.find(({ name }) => name === "5m")!;
const COARSE_TIER = TIERS.find(({ name }) => name === "1h")!;
const STEP_MS = FINE_TIER.windowMs;
const TAKES_MS = 200;
let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const upTo = (windows: number): PackedQuery => ({
  ...{ metric: "cpu", figure: { kind: "mean" }, of: "services", tier: FINE_TIER, region: "eu" },
  ...{ fromMs: START_MS, toMs: START_MS + windows * STEP_MS },
});

async function storeCart(windows: number, value: number): Promise<void> {
  const of = { metric: "cpu", region: "eu", service: "cart" } as const;
  const at = (index: number) => ({ ...of, windowMs: START_MS + index * STEP_MS, sum: value });
  const rows = Array.from({ length: windows }, (_, index) => at(index));
  await insertRollups(database.pool, rows, [FINE_TIER]);
  await insertSignals(database.pool, [{ ...of, newestSampleMs: START_MS }]);
}

test("what is forgotten while it is being packed is packed anew: no window is missing", async () => {
  await storeCart(200, 0.5);
  const { pool } = database;
  const store = createPackedSeriesStore(pool);
  await store.read(upTo(100));
  let forgotten: Promise<void> | null = null;
  const disturbed = createPackedSeriesStore(disturbedBy(pool, () => (forgotten ??= store.forget())));
  const [cart] = await disturbed.read(upTo(200));
  await forgotten;
  expect([...cart!.series.values]).toEqual(Array(200).fill(0.5));
});

/** The pool, where something else happens once a reader has touched the row that is its lock. */
function disturbedBy(pool: pg.Pool, happens: () => Promise<void>): pg.Pool {
  const connect = async () => {
    const client = await pool.connect();
    const query = async (sql: string, values?: unknown[]) => {
      const answer: unknown = await client.query(sql, values);
      // It may have to wait for the reader, so it is not waited for longer than it takes by itself.
      if (sql.startsWith("insert into packed_span")) await Promise.race([happens(), setTimeout(TAKES_MS)]);
      return answer;
    };
    return { query, release: () => client.release() };
  };
  return { connect, query: pool.query.bind(pool) } as unknown as pg.Pool;
}

test("what nothing is predicted from any more is dropped; what a replay of the oldest windows reads is not", async () => {
  const region = await regionId(database.pool, "eu");
  const put = (tierMs: number, ageDays: number) =>
    database.pool.query(`insert into packed_series values ($1, 1, 'mean', $2, 0, $3, $4)`, [
      ...[tierMs, region, START_MS - ageDays * DAY_MS, emptyPack()],
    ]);
  for (const ageDays of [40, 42]) await put(FINE_TIER.windowMs, ageDays);
  // A replay begins 40 days ago, with the oldest window of 5 min, looks 40 days back, and over an objective's 90 days before.
  for (const ageDays of [170, 200]) await put(COARSE_TIER.windowMs, ageDays);
  expect(await createPackedSeriesStore(database.pool).thin(START_MS)).toBe(2);
  const { rows } = await database.pool.query(
    `select (($1 - block_ms) / $2)::int as days from packed_series order by days`,
    [START_MS, DAY_MS],
  );
  expect(rows).toEqual([{ days: 40 }, { days: 170 }]);
});
