import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { createPrisma, type PrismaClient } from "./client";
import { createJobStore, LIVE_CHANNEL } from "./job-store";
import { migrateJobs } from "./migrate-jobs";
import { inTransaction } from "./transaction";

let test: TestDatabase;
let prisma: PrismaClient;
let listener: pg.Client;
const heard: string[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  await migrateJobs(test.url);
  prisma = createPrisma(test.url);
  listener = new pg.Client({ connectionString: test.url });
  await listener.connect();
  listener.on("notification", ({ payload }) => heard.push(payload ?? ""));
  await listener.query(`listen ${LIVE_CHANNEL}`);
});
afterAll(async () => {
  await listener.end();
  await prisma.$disconnect();
  await test.drop();
});

const jobs = async () => {
  const text = `select task_identifier as name, key, extract(epoch from run_at) * 1000 as "runAtMs" from graphile_worker.jobs`;
  return (await test.pool.query<{ name: string; key: string | null; runAtMs: string }>(text)).rows;
};

it("job and notice commit with their transaction, or vanish with it", async () => {
  const both = (fail: boolean) =>
    inTransaction(prisma, async (db) => {
      await createJobStore(db).add("cycle", { slotMs: 10 });
      await createJobStore(db).notify("snapshot", { asOfMs: 7 });
      if (fail) throw new Error("no");
    });
  await expect(both(true)).rejects.toThrow("no");
  expect(await jobs()).toEqual([]);
  await both(false);
  expect(await jobs()).toHaveLength(1);
  await expect.poll(() => heard).toEqual(['{"asOfMs":7,"topic":"snapshot"}']);
});

it("runs at the time asked for, once per key", async () => {
  const store = createJobStore(prisma);
  const runAtMs = Date.UTC(2030, 0, 1);
  const first = await store.add("later", { n: 1 }, { jobKey: "k", runAtMs });
  expect(await store.add("later", { n: 2 }, { jobKey: "k", runAtMs })).toBe(first);
  const later = (await jobs()).filter(({ name }) => name === "later");
  expect(later).toHaveLength(1);
  expect(Number(later[0].runAtMs)).toBe(runAtMs);
});
