import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createPrisma, type PrismaClient } from "@/lib/db/client";
import { DAY_MS, HOUR_MS, MINUTE_MS, WINDOW_MS } from "@/lib/domain/window";
import { emptySnapshot } from "@/lib/testing/cycle-snapshot";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { createSnapshotStore, type SnapshotStore } from "./snapshot-store";

const NOW_MS = Date.UTC(2026, 10, 23, 12);
let database: TestDatabase;
let prisma: PrismaClient;
let store: SnapshotStore;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = createPrisma(database.url);
  store = createSnapshotStore(prisma);
});
beforeEach(() =>
  database.pool.query(
    "truncate global_metrics, regional_metrics, service_metrics, service_totals, executive_dashboard_metrics, global_infrastructure_health",
  ),
);
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

test("before the first cycle everything is null", async () => {
  expect(await store.latestGlobal()).toBeNull();
  expect(await store.latestRegions()).toBeNull();
  expect(await store.latestServices(null)).toBeNull();
  expect(await store.latestServiceTotals()).toBeNull();
  expect(await store.latestExecutive()).toBeNull();
  expect(await store.latestInfrastructure()).toBeNull();
});

test("what was saved comes back as it was, the newest cycle first", async () => {
  await store.save(emptySnapshot(NOW_MS - WINDOW_MS, ["old"]));
  const snapshot = emptySnapshot(NOW_MS, ["eu", "us"]);
  await store.save(snapshot);
  expect(await store.latestGlobal()).toEqual(snapshot.global);
  expect(await store.latestRegions()).toEqual(snapshot.regions);
  expect(await store.latestServices(null)).toEqual(snapshot.services);
  expect((await store.latestServices("us"))?.map((row) => row.region)).toEqual(["us"]);
  expect((await store.latestServices(null, "shop"))?.map((row) => row.region)).toEqual(["eu", "us"]);
  expect(await store.latestServices("us", "other")).toEqual([]);
  expect(await store.latestServiceTotals()).toEqual(snapshot.serviceTotals);
  expect(await store.latestExecutive()).toEqual(snapshot.executive);
  expect(await store.latestInfrastructure()).toEqual(snapshot.infrastructure);
});

test("what an executive saw then: the newest of a span, its ends included, and none beyond them", async () => {
  for (const asOfMs of [NOW_MS - 3 * MINUTE_MS, NOW_MS - 2 * MINUTE_MS, NOW_MS])
    await store.save(emptySnapshot(asOfMs));
  const within = async (fromMs: number, toMs: number) => (await store.executiveWithin(fromMs, toMs))?.asOfMs;
  expect(await within(NOW_MS - 3 * MINUTE_MS, NOW_MS - MINUTE_MS)).toBe(NOW_MS - 2 * MINUTE_MS);
  expect(await within(NOW_MS - 3 * MINUTE_MS, NOW_MS - 3 * MINUTE_MS)).toBe(NOW_MS - 3 * MINUTE_MS);
  expect(await within(NOW_MS - 2 * MINUTE_MS + 1, NOW_MS - 1)).toBeUndefined();
});

test("saving the same instant again replaces it, also regions that are no more", async () => {
  await store.save(emptySnapshot(NOW_MS, ["eu", "us"]));
  await store.save(emptySnapshot(NOW_MS, ["eu"]));
  expect((await store.latestRegions())?.map((row) => row.region)).toEqual(["eu"]);
  expect((await store.latestServices(null))?.map((row) => row.region)).toEqual(["eu"]);
  expect((await store.latestServiceTotals())?.map((row) => row.places.length)).toEqual([1]);
});

test("a row that does not fit the schema is refused, not shown", async () => {
  await store.save(emptySnapshot(NOW_MS));
  await database.pool.query(`update global_metrics set data = data || '{"cpuRatio": "high"}'`);
  await expect(store.latestGlobal()).rejects.toThrow(/cpuRatio/);
});

test("thinning keeps 48 h in full, then the first of each minute, for 40 days", async () => {
  const times = {
    young: [NOW_MS - HOUR_MS, NOW_MS - HOUR_MS + WINDOW_MS],
    // The cycle on the minute was missed: the minute keeps the one after it.
    thinned: [NOW_MS - 3 * DAY_MS + WINDOW_MS, NOW_MS - 3 * DAY_MS + 2 * WINDOW_MS],
    nextMinute: NOW_MS - 3 * DAY_MS + MINUTE_MS,
    expired: NOW_MS - 41 * DAY_MS,
  };
  for (const ms of [...times.young, ...times.thinned, times.nextMinute, times.expired])
    await store.save(emptySnapshot(ms, ["eu"]));
  expect(await store.thin(NOW_MS)).toBe(2);
  for (const table of [
    "global_metrics",
    "regional_metrics",
    "service_metrics",
    "service_totals",
    "executive_dashboard_metrics",
    "global_infrastructure_health",
  ]) {
    const { rows } = await database.pool.query<{ asOfMs: string }>(
      `select "asOfMs" from ${table} order by 1`,
    );
    expect(rows.map((row) => Number(row.asOfMs))).toEqual([
      times.thinned[0],
      times.nextMinute,
      ...times.young,
    ]);
  }
  expect(await store.thin(NOW_MS)).toBe(0);
});
