import { afterAll, beforeAll, expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS, TIERS, WINDOW_MS } from "@/lib/domain/window";
import { unpacked } from "@/lib/pipeline/aggregate/history-merge";
import { BLOCK_SLOTS, blockStart, emptyBlock, writeSlot } from "@/lib/pipeline/aggregate/rollup-block";
import { insertRollups, insertSignals, regionId } from "@/lib/testing/insert-rollups";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { createPartitionStore } from "./partition-store";
import { createRollupReadStore, type RollupReadStore } from "./rollup-read-store";

const NOW_MS = Date.UTC(2026, 10, 23, 12, 0, 30);
const [TEN_S, ONE_M] = TIERS;
let database: TestDatabase;
let store: RollupReadStore;

beforeAll(async () => {
  database = await createTestDatabase();
  store = createRollupReadStore(database.pool);
  const ages = [WINDOW_MS, 2 * WINDOW_MS, 10 * MINUTE_MS, 5 * HOUR_MS, 2 * DAY_MS];
  const rows = ages.flatMap((age) => {
    const windowMs = NOW_MS - age;
    return [
      { metric: "requests", region: "eu", service: null, windowMs, sum: 10 },
      { metric: "requests", region: "eu", service: "shop", windowMs, sum: 7 },
    ] as const;
  });
  await insertRollups(database.pool, rows);
  await insertSignals(database.pool, [
    { metric: "requests", region: "eu", service: "shop", newestSampleMs: NOW_MS - 3_000, demo: true },
    { metric: "requests", region: "eu", service: null, newestSampleMs: NOW_MS - 4_000, intervalMs: null },
  ]);
});
afterAll(() => database.drop());

test("windows are half-open and name region and service", async () => {
  const span = { tier: TEN_S, fromMs: NOW_MS - 2 * WINDOW_MS, toMs: NOW_MS - WINDOW_MS };
  const services = await store.windows({ metrics: ["requests"], scope: "services", ...span });
  expect(services).toEqual([
    expect.objectContaining({
      metric: "requests",
      region: "eu",
      service: "shop",
      windowMs: span.fromMs,
      sum: 7,
      histogram: null,
    }),
  ]);
  const regions = await store.windows({ metrics: ["requests", "errors"], scope: "regions", ...span });
  expect(regions.map((row) => [row.service, row.sum])).toEqual([[null, 10]]);
});

test("a sum over any span counts each stored window once, whatever tiers it is made of", async () => {
  const sum = async (spanMs: number) => {
    const rows = await store.sums({
      metrics: ["requests"],
      scope: "services",
      fromMs: NOW_MS - spanMs,
      toMs: NOW_MS,
      nowMs: NOW_MS,
    });
    return rows.map((row) => row.sum);
  };
  expect(await sum(WINDOW_MS)).toEqual([7]);
  expect(await sum(11 * MINUTE_MS)).toEqual([21]);
  expect(await sum(6 * HOUR_MS)).toEqual([28]);
  expect(await sum(30 * DAY_MS)).toEqual([35]);
  expect(
    await store.sums({ metrics: ["errors"], scope: "regions", fromMs: 0, toMs: NOW_MS, nowMs: NOW_MS }),
  ).toEqual([]);
});

test("signals keep an unknown interval null", async () => {
  expect(await store.signals()).toEqual([
    {
      metric: "requests",
      region: "eu",
      service: "shop",
      intervalMs: 10_000,
      newestSampleMs: NOW_MS - 3_000,
      demo: true,
    },
    {
      metric: "requests",
      region: "eu",
      service: null,
      intervalMs: null,
      newestSampleMs: NOW_MS - 4_000,
      demo: false,
    },
  ]);
});

test("a region's history comes out of its packed blocks, gaps left out", async () => {
  const id = await regionId(database.pool, "eu");
  const windows = [NOW_MS - 61 * MINUTE_MS, NOW_MS - 2 * MINUTE_MS].map((ms) => ms - (ms % MINUTE_MS));
  await createPartitionStore(database.pool).ensure(
    "rollup_block",
    ONE_M,
    windows.map((ms) => blockStart(ms, MINUTE_MS)),
  );
  for (const windowMs of windows) {
    const block = emptyBlock();
    const blockMs = blockStart(windowMs, MINUTE_MS);
    const slot = { count: 3, sum: windowMs, min: 1, max: 2, last: null, p50: null, p95: null, p99: 4 };
    writeSlot(block, (windowMs - blockMs) / MINUTE_MS, slot);
    await database.pool.query("insert into rollup_block values ($1, 3, $2, $3, $4)", [
      MINUTE_MS,
      id,
      blockMs,
      block,
    ]);
  }
  const query = {
    metrics: ["latency", "requests"],
    regions: ["eu"],
    tier: ONE_M,
    fromMs: windows[0],
    toMs: NOW_MS,
  } as const;
  const windowsOf = async (changes = {}) =>
    (await store.regionHistory({ ...query, ...changes })).flatMap(({ parts }) => parts.flatMap(unpacked));
  expect(await store.regionHistory(query)).toMatchObject([{ metric: "latency", region: "eu" }]);
  const slots = await windowsOf();
  expect(slots.map((slot) => [slot.windowMs, slot.sum, slot.p99, slot.min])).toEqual(
    windows.map((ms) => [ms, ms, 4, 1]),
  );
  const [first, second] = windows.map((ms) => blockStart(ms, MINUTE_MS));
  expect(await windowsOf({ fromMs: first + BLOCK_SLOTS * MINUTE_MS })).toHaveLength(1);
  expect(await windowsOf({ toMs: second })).toHaveLength(1);
  expect(await windowsOf({ regions: null })).toHaveLength(2);
  expect(await store.regionHistory({ ...query, regions: ["us"] })).toEqual([]);
  // What was read before is seen as it is now, not as it was.
  const changed = emptyBlock();
  writeSlot(changed, 0, { count: 1, sum: 5, min: 1, max: 2, last: null, p50: null, p95: null, p99: 4 });
  await database.pool.query("update rollup_block set payload = $1 where metric = 3 and block_ms = $2", [
    changed,
    second,
  ]);
  expect((await windowsOf()).map((slot) => slot.sum)).toEqual([windows[0], 5]);
  await database.pool.query("delete from rollup_block where metric = 3 and block_ms = $1", [first]);
  expect((await windowsOf()).map((slot) => slot.sum)).toEqual([5]);
});

test("a history of services is their own rows; without services, the regions'", async () => {
  const query = {
    metrics: ["requests"],
    regions: null,
    tier: TEN_S,
    fromMs: NOW_MS - MINUTE_MS,
    toMs: NOW_MS,
  } as const;
  const sumsOf = async (services: string[] | null) =>
    (await store.serviceHistory({ ...query, services })).flatMap(({ parts }) =>
      parts.map((row) => [row.service, row.sum]),
    );
  const shop = [
    ["shop", 7],
    ["shop", 7],
  ];
  expect(await sumsOf(["shop"])).toEqual(shop);
  expect(await sumsOf(null)).toEqual([
    [null, 10],
    [null, 10],
  ]);
  expect(await sumsOf(["nobody"])).toEqual([]);
  expect(await sumsOf([])).toEqual([]);
  await insertRollups(database.pool, [
    { metric: "requests", region: "eu", service: "blog", windowMs: NOW_MS - MINUTE_MS, sum: 5 },
  ]);
  expect(await sumsOf(["shop", "blog", "nobody"])).toEqual(expect.arrayContaining([...shop, ["blog", 5]]));
});

test("the oldest window is as exact as the finest tier that still has it", async () => {
  expect(await store.oldestWindowMs("requests")).toBe(NOW_MS - 2 * DAY_MS);
  expect(await store.oldestWindowMs("errors")).toBeNull();
  await database.pool.query("delete from rollup where tier_ms < 3600000 and window_ms < $1", [
    NOW_MS - DAY_MS,
  ]);
  const hourMs = NOW_MS - 2 * DAY_MS - ((NOW_MS - 2 * DAY_MS) % HOUR_MS);
  expect(await store.oldestWindowMs("requests")).toBe(hourMs);
});
