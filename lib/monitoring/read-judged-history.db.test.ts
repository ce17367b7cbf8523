import { afterAll, beforeAll, expect, test } from "vitest";
import { bindCtx, systemActor } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import type { HistoryMetric } from "@/lib/domain/metric-history";
import { TIERS, WINDOW_MS } from "@/lib/domain/window";
import { blockStart } from "@/lib/pipeline/aggregate/rollup-block";
import { createPartitionStore } from "@/lib/pipeline/store/partition-store";
import { writeBlocks } from "@/lib/pipeline/store/rollup-block-store";
import type { RegionRow } from "@/lib/pipeline/store/rollup-store";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { insertRollups, insertSignals } from "@/lib/testing/insert-rollups";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { readMetricHistories } from "./read-metric-histories";
import { readMetricHistory } from "./read-metric-history";

const NOW_MS = Date.UTC(2026, 10, 23, 12, 0, 2);
const FIRST_MS = Date.UTC(2026, 10, 23, 11, 58);
const WINDOWS = 6;
let testDatabase: TestDatabase;
let database: Database;
let ctx: Ctx;

/** In eu, `shop` fails one request in ten, `blog` and `docs` send no status; in us nobody does; in ap `shop` fails one in five. */
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
  ctx = bindCtx({ database, actor: systemActor("test"), clock: fixedClock(NOW_MS), demo: false });
  const sums = [
    { metric: "requests", region: "eu", service: "shop", sum: 100 },
    { metric: "errors", region: "eu", service: "shop", sum: 10 },
    { metric: "requests", region: "eu", service: "blog", sum: 900 },
    { metric: "requests", region: "eu", service: "docs", sum: 100 },
    { metric: "requests", region: "us", service: "blog", sum: 5_000 },
    { metric: "requests", region: "ap", service: "shop", sum: 100 },
    { metric: "errors", region: "ap", service: "shop", sum: 20 },
  ] as const;
  const windows = Array.from({ length: WINDOWS }, (_, index) => FIRST_MS + index * WINDOW_MS);
  const rows = windows.flatMap((windowMs) =>
    sums.flatMap((row) => [
      { ...row, windowMs },
      { ...row, service: null, windowMs },
    ]),
  );
  await insertRollups(testDatabase.pool, rows, [TIERS[0]]);
  await createPartitionStore(testDatabase.pool).ensure("rollup_block", TIERS[0], [
    blockStart(FIRST_MS, WINDOW_MS),
  ]);
  await insertSignals(
    testDatabase.pool,
    sums.map(({ metric, region, service }) => ({ metric, region, service, newestSampleMs: NOW_MS - 3_000 })),
  );
  const client = await testDatabase.pool.connect();
  await writeBlocks(
    client,
    (await client.query<RegionRow>("select * from rollup where service_id = 0")).rows,
  );
  client.release();
});
afterAll(async () => {
  await closeDatabase(database);
  await testDatabase.drop();
});

test.each<[metric: HistoryMetric, region: string | null, value: number | null]>([
  ["error_rate", "eu", 0.1],
  ["availability", "eu", 0.9],
  ["error_rate", "ap", 0.2],
  ["error_rate", "us", null],
  ["error_rate", null, 0.15],
  ["requests_per_second", null, 620],
])("history of %s in %s judges only requests whose errors are known", async (metric, region, value) => {
  const span = { fromMs: FIRST_MS, toMs: FIRST_MS + WINDOWS * WINDOW_MS };
  const { points } = await readMetricHistory(ctx, { metric, region, service: null, ...span });
  const known = points.map((point) => point.value).slice(1); // the first step of a run may be cut
  expect(known).toHaveLength(WINDOWS - 1);
  for (const found of known)
    if (value === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(value, 9);
});

test("services whose requests are not judged are read by one query a metric and region, however many they are", async () => {
  const asked: unknown[] = [];
  const serviceHistory: typeof ctx.rollups.serviceHistory = (query) => {
    asked.push([query.metrics, query.regions, query.services]);
    return ctx.rollups.serviceHistory(query);
  };
  const counting = { ...ctx, rollups: { ...ctx.rollups, serviceHistory } };
  const span = { fromMs: FIRST_MS, toMs: FIRST_MS + WINDOWS * WINDOW_MS };
  const metrics = ["error_rate", "availability"] as const;
  const input = { metrics, regions: ["eu", "ap", "us"], service: null, ...span };
  const { series } = await readMetricHistories(counting, input);
  expect(series).toHaveLength(6);
  expect(asked).toEqual([[["requests"], ["eu"], ["blog", "docs"]]]);
});
