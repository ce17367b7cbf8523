import { afterAll, beforeAll, expect, it } from "vitest";
import {
  acceptSeries,
  crash,
  openTestIngester,
  temporaryLogDir,
  type TestIngester,
} from "./ingester.fixture";
import { T0_MS } from "./fold.fixture";
import { totalsByTier } from "./stored-rollups.fixture";
import { decodeRecord } from "./decode-record";
import { SECOND_MS } from "@/lib/domain/window";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { remoteWriteBody } from "@/lib/testing/remote-write-body";

let database: TestDatabase;
const dirs: Awaited<ReturnType<typeof temporaryLogDir>>[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database?.drop();
  for (const dir of dirs) await dir.remove();
});

async function newDir(): Promise<string> {
  const dir = await temporaryLogDir();
  dirs.push(dir);
  return dir.path;
}
const at = (second: number) => T0_MS + second * SECOND_MS;
const clock = fixedClock(at(200));
const open = (dir: string, id: string) =>
  openTestIngester({ pool: database.pool, databaseUrl: database.url, dir, clock, id });
const seriesOf = (replica: string, service: string, second: number) => ({
  labels: { __name__: "http_requests_total", region: "eu", service, cluster: "eu", __replica__: replica },
  samples: [[at(second), second * 10]] as const,
});

it("an election outlives a kill -9: what was dropped stays dropped, what was counted is counted once", async () => {
  let dir = await newDir();
  let one: TestIngester = await open(dir, "pair");
  const kill = async () => {
    const into = await newDir();
    await crash(one, dir, into);
    dir = into;
    one = await open(dir, "pair");
  };
  const send = (replica: string, second: number) =>
    acceptSeries(one, [seriesOf(replica, "pair", second)], at(second)).then(({ folded }) => folded);
  expect([await send("a", 0), await send("b", 1), await send("a", 10), await send("b", 11)]).toEqual([
    1, 0, 1, 0,
  ]);
  await kill(); // nothing is in Postgres yet
  expect(one.ingester.recovery).toMatchObject({ replayed: 4, failed: [] });
  expect([await send("b", 20), await send("a", 21)]).toEqual([0, 1]);
  expect(await one.ingester.flusher.flush()).toBe(true); // with a checkpoint
  await kill();
  expect([await send("b", 30), await send("a", 40)]).toEqual([0, 1]);
  await kill();
  // `a` is gone for good now.
  expect([await send("b", 70), await send("b", 71), await send("b", 80)]).toEqual([0, 1, 1]);
  await kill();
  expect([await send("a", 85), await send("b", 90)]).toEqual([0, 1]);
  await one.ingester.close();
  const totals = await totalsByTier(database.pool, "requests", "eu", "pair");
  expect(totals["10s"]!.sum).toBe(900);
});

it("a replay elects by the fail-over time that was in force then", async () => {
  let dir = await newDir();
  let one = await open(dir, "timing");
  const send = (replica: string, second: number, failoverMs: number) => {
    const body = remoteWriteBody([seriesOf(replica, "timing", second)]);
    const record = { receivedAtMs: at(second), keyId: "k", demo: false, protocol: "remote-write", gzip: false, failoverMs, body } as const; // prettier-ignore
    return one.ingester.accept(record, decodeRecord(record)).then(({ folded }) => folded);
  };
  expect([await send("a", 0, 5_000), await send("b", 10, 5_000), await send("b", 20, 5_000)]).toEqual([
    1, 1, 1,
  ]);
  const into = await newDir();
  await crash(one, dir, into);
  dir = into;
  one = await open(dir, "timing");
  expect(await send("a", 25, 30_000)).toBe(0);
  await one.ingester.close();
  const totals = await totalsByTier(database.pool, "requests", "eu", "timing");
  expect(totals["10s"]!.sum).toBe(200);
});
