import { rename } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { acceptSeries, openTestIngester, temporaryLogDir, type TestIngester } from "./ingester.fixture";
import { createPool } from "@/lib/db/client";
import { LogMismatchError } from "@/lib/pipeline/store/ingester-store";
import { systemClock } from "@/lib/platform/clock";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";

let database: TestDatabase;
let pool: pg.Pool;
const dirs: Awaited<ReturnType<typeof temporaryLogDir>>[] = [];
const running: TestIngester[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
});
afterEach(async () => {
  for (const one of running.splice(0)) await one.ingester.close();
  for (const dir of dirs.splice(0)) await dir.remove();
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

async function newDir(): Promise<string> {
  const dir = await temporaryLogDir();
  dirs.push(dir);
  return dir.path;
}

async function start(id: string, dir: string): Promise<TestIngester> {
  const one = await openTestIngester({ pool, databaseUrl: database.url, dir, id, clock: systemClock });
  running.push(one);
  return one;
}

async function stop(one: TestIngester): Promise<void> {
  running.splice(running.indexOf(one), 1);
  await one.ingester.close();
}

const epochOf = async (id: string) =>
  (await pool.query("select epoch from ingester where id = $1", [id])).rows[0]?.epoch;

it("an id with another log directory is refused, even an empty one, and the sentence says what to do", async () => {
  const dir = await newDir();
  await stop(await start("bound", dir));
  const epoch = await epochOf("bound");
  const refused = start("bound", await newDir());
  await expect(refused).rejects.toThrow(LogMismatchError);
  await expect(refused).rejects.toThrow(/"bound".*another INGEST_ID.*old INGEST_LOG_DIR/);
  expect(await epochOf("bound")).toBe(epoch);
  await start("bound", dir); // a refusal took neither id nor directory
});

it("a directory that belongs to another id is refused: its records would count twice", async () => {
  const dir = await newDir();
  const one = await start("first", dir);
  const labels = { __name__: "http_requests_total", region: "eu" };
  await acceptSeries(one, [{ labels, samples: [[Date.now(), 1]] }], Date.now());
  await stop(one);
  await expect(start("second", dir)).rejects.toThrow(/belongs to the ingester "first".*INGEST_ID=first/);
  expect(await epochOf("second")).toBeUndefined();
});

it("a directory that was moved is still the same", async () => {
  const dir = await newDir();
  await stop(await start("moved", dir));
  const moved = join(await newDir(), "elsewhere");
  await rename(dir, moved);
  await start("moved", moved);
});

it("a row that has no log yet takes the first", async () => {
  await pool.query("insert into ingester (id, epoch) values ('older', 3)");
  const dir = await newDir();
  await stop(await start("older", dir));
  await expect(start("older", await newDir())).rejects.toThrow(LogMismatchError);
});
