import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { recordKpis } from "./record-kpis";
import { bindCtx } from "@/lib/compose/context";
import { takeKpis } from "@/lib/compose/take-kpis";
import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import type { BusinessFigure } from "@/lib/domain/business-figure";
import { HOUR_MS, SECOND_MS } from "@/lib/domain/window";
import {
  crash,
  openTestIngester,
  temporaryLogDir,
  type TestIngester,
} from "@/lib/pipeline/ingest/ingester.fixture";
import { totalsByTier } from "@/lib/pipeline/ingest/stored-rollups.fixture";
import { KEY_SCOPES, type Actor } from "@/lib/platform/actor";
import { fixedClock, type FixedClock } from "@/lib/testing/fixed-clock";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";

const NOW_MS = Date.UTC(2026, 10, 26, 12);
const KEY: Actor = { kind: "key", id: "k", name: "shop", demo: false, scopes: KEY_SCOPES.ingest };
const READER: Actor = { kind: "key", id: "r", name: "grafana", demo: false, scopes: KEY_SCOPES.read };

let testDatabase: TestDatabase;
let database: Database;
let clock: FixedClock;
let one: TestIngester;
let ctx: Ctx;
const dirs: Awaited<ReturnType<typeof temporaryLogDir>>[] = [];

const as = (actor: Actor): Ctx => bindCtx({ database, actor, clock, demo: false });
async function start(dir: string): Promise<void> {
  one = await openTestIngester({ pool: database.pool, databaseUrl: testDatabase.url, dir, clock });
}
async function newDir(): Promise<string> {
  const dir = await temporaryLogDir();
  dirs.push(dir);
  return dir.path;
}
beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
  clock = fixedClock(NOW_MS);
  ctx = as(KEY);
  await start(await newDir());
});
afterEach(async () => {
  await one.ingester.close();
  await closeDatabase(database);
  await testDatabase.drop();
  for (const dir of dirs.splice(0)) await dir.remove();
});

const figure = (over: Partial<BusinessFigure> = {}): BusinessFigure => ({
  ...{ metric: "revenue", value: 120.5, region: "eu", service: null, timeMs: NOW_MS - SECOND_MS },
  ...over,
});
/** The verb waits while the ingester takes what is there. */
async function record(...figures: BusinessFigure[]) {
  let done = false;
  const receipt = recordKpis(ctx, { figures, registerRegions: true }).finally(() => (done = true));
  while (!done) {
    await takeKpis(one.ingester, "test", ctx.kpiOutbox, clock);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return receipt;
}
const total = async (metric: Parameters<typeof totalsByTier>[1], service: string | null = null) => {
  await one.ingester.flusher.flush();
  const { sum, count } = (await totalsByTier(database.pool, metric, "eu", service))["1d"]!;
  return [sum, count];
};

describe("business figures", () => {
  test("need the scope, and a region that is known or to be registered", async () => {
    const input = { figures: [figure()], registerRegions: false };
    await expect(recordKpis(as(READER), input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(recordKpis(ctx, input)).rejects.toMatchObject({
      code: "bad-request",
      errors: [{ pointer: "/figures/0/region" }],
    });
  });

  test("reach the roll-ups of their minute, exactly", async () => {
    const receipt = await record(
      figure(),
      figure({ value: 79.5, timeMs: NOW_MS }),
      figure({ metric: "orders", value: 3, service: "checkout" }),
      figure({ metric: "satisfaction", value: 0.985 }),
    );
    expect(receipt.outcome).toEqual({ counted: 4, refused: {}, ignored: {} });
    expect(await total("revenue")).toEqual([200, 2]);
    expect(await total("orders", "checkout")).toEqual([3, 1]);
    expect(await total("satisfaction")).toEqual([0.985, 1]);
  });

  test("count once by metric, region, service and moment; another value for it is refused", async () => {
    await record(figure());
    expect((await record(figure())).outcome).toEqual({ counted: 0, refused: {}, ignored: { duplicate: 1 } });
    const other = (await record(figure({ value: 1 }))).outcome!;
    expect(other.refused).toEqual({ "conflicting-duplicate": 1 });
    expect(await total("revenue")).toEqual([120.5, 1]);
  });

  test("late ones are answered with the reason", async () => {
    await record(figure());
    const late = await record(
      figure({ timeMs: NOW_MS - 25 * HOUR_MS }),
      figure({ timeMs: NOW_MS - HOUR_MS }),
      figure({ timeMs: NOW_MS + HOUR_MS }),
      figure({ timeMs: NOW_MS - 60 * SECOND_MS }),
    );
    expect(late.outcome).toEqual({
      counted: 1,
      refused: { "too-old": 1, "out-of-order": 1, "too-new": 1 },
      ignored: {},
    });
  });

  test("wait while no ingester is there, and count afterwards", async () => {
    const { outcome } = await recordKpis(ctx, { figures: [figure()], registerRegions: true });
    expect(outcome).toBeNull();
    await takeKpis(one.ingester, "test", ctx.kpiOutbox, clock);
    expect(await total("revenue")).toEqual([120.5, 1]);
  });

  test("count once where a kill came between the log and the note that it has them", async () => {
    await recordKpis(ctx, { figures: [figure()], registerRegions: true });
    const dir = dirs[0].path;
    const forgetful = { take: ctx.kpiOutbox.take, settle: () => Promise.reject(new Error("killed")) };
    await expect(takeKpis(one.ingester, "test", forgetful, clock)).rejects.toThrow("killed");
    const copy = await newDir();
    await crash(one, dir, copy);
    await start(copy);
    await takeKpis(one.ingester, "test", ctx.kpiOutbox, clock);
    expect(await total("revenue")).toEqual([120.5, 1]);
    expect(await ctx.kpiOutbox.take("test", 10)).toEqual([]);
  });

  test("that nobody can read are settled as such, and keep none behind them waiting", async () => {
    const odd = { id: "odd", body: '{"resourceMetrics":1}', keyId: "k", demo: false };
    await ctx.kpiOutbox.add(odd, NOW_MS - 1);
    await recordKpis(ctx, { figures: [figure()], registerRegions: true });
    await takeKpis(one.ingester, "test", ctx.kpiOutbox, clock);
    expect(await ctx.kpiOutbox.outcome("odd")).toEqual({
      counted: 0,
      refused: { unreadable: 1 },
      ignored: {},
    });
    expect(await total("revenue")).toEqual([120.5, 1]);
  });

  test("two ingesters never take the same ones", async () => {
    await recordKpis(ctx, { figures: [figure()], registerRegions: true });
    const [a, b] = await Promise.all(["a", "b"].map((id) => ctx.kpiOutbox.take(id, 10)));
    expect(a.length + b.length).toBe(1);
  });

  test("that an ingester took and never settled are told of once it is gone, and given to nobody else", async () => {
    const figures = [figure()];
    await recordKpis(ctx, { figures, registerRegions: true });
    expect(await ctx.kpiOutbox.take("test", 10)).toHaveLength(1);
    expect(await ctx.kpiOutbox.stranded()).toEqual([]);
    await database.pool.query("update ingester set taken_at = taken_at - interval '2 hours'");
    const gone = [{ ingesterId: "test", requests: 1, oldestMs: NOW_MS }];
    expect(await ctx.kpiOutbox.stranded()).toEqual(gone);
    expect(await ctx.kpiOutbox.take("another", 10)).toEqual([]);
    await one.ingester.flusher.flush(); // it is back
    expect(await ctx.kpiOutbox.stranded()).toEqual([]);
    await takeKpis(one.ingester, "test", ctx.kpiOutbox, clock);
    expect(await total("revenue")).toEqual([120.5, 1]);
  });
});
