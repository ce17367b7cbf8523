import { afterAll, beforeAll, expect, test } from "vitest";
import { DAY_MS, HOUR_MS, TIERS } from "@/lib/domain/window";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { createPartitionStore, partitionName } from "./partition-store";
import { createRetentionStore } from "./retention-store";

const NOW_MS = Date.UTC(2026, 10, 23, 12);
const [TEN_S] = TIERS;
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function leaves(): Promise<string[]> {
  const { rows } = await database.pool.query<{ relname: string }>(
    "select relname from pg_class where relispartition and relkind = 'r' and relname like 'rollup%' order by 1",
  );
  return rows.map((row) => row.relname);
}

test("a leaf goes when all it holds is past its tier's time, and not before", async () => {
  const partitions = createPartitionStore(database.pool);
  const boundaryMs = NOW_MS - DAY_MS; // 12:00 is also where a leaf of six hours begins
  await partitions.ensure("rollup", TEN_S, [
    NOW_MS,
    boundaryMs,
    boundaryMs - 1,
    boundaryMs - 6 * HOUR_MS - 1,
  ]);
  await partitions.ensure("rollup_block", TEN_S, [boundaryMs - 1, boundaryMs - 6 * HOUR_MS - 1]);
  const store = createRetentionStore(database.pool);
  const old = partitionName("rollup", TEN_S, boundaryMs - 12 * HOUR_MS);
  const oldBlocks = partitionName("rollup_block", TEN_S, boundaryMs - 12 * HOUR_MS);
  expect(await store.dropExpiredPartitions(NOW_MS)).toEqual([old, oldBlocks]);
  expect(await store.dropExpiredPartitions(NOW_MS)).toEqual([]);
  expect(await leaves()).toHaveLength(4);
  // Ten minutes later the last window of the next leaf is past; its blocks reach ten minutes further.
  const next = partitionName("rollup", TEN_S, boundaryMs - 6 * HOUR_MS);
  expect(await store.dropExpiredPartitions(NOW_MS + 10_000)).toEqual([next]);
  expect(await store.dropExpiredPartitions(NOW_MS + 600_000)).toEqual([
    partitionName("rollup_block", TEN_S, boundaryMs - 6 * HOUR_MS),
  ]);
});

test("a leaf that somebody reads stays until later", async () => {
  await createPartitionStore(database.pool).ensure("rollup", TEN_S, [0]);
  const reader = await database.pool.connect();
  await reader.query("begin");
  await reader.query("select count(*) from rollup_10s");
  const store = createRetentionStore(database.pool);
  expect(await store.dropExpiredPartitions(NOW_MS)).toEqual([]);
  await reader.query("commit");
  reader.release();
  expect(await store.dropExpiredPartitions(NOW_MS)).toEqual([partitionName("rollup", TEN_S, 0)]);
});

test("old digests and answers to repeated requests are forgotten", async () => {
  await database.pool.query("insert into ingester (id, epoch) values ('gone', 1)");
  await database.pool.query("insert into ingester_digest values ('gone', 1, $1, ''), ('gone', 2, $2, '')", [
    NOW_MS - 3 * HOUR_MS,
    NOW_MS,
  ]);
  await database.pool.query(
    `insert into idempotency_record (principal, route, key, "requestHash", "createdAt") values ('a', 'r', '1', '', $1), ('a', 'r', '2', '', $2)`,
    [new Date(NOW_MS - 2 * DAY_MS).toISOString(), new Date(NOW_MS).toISOString()],
  );
  const store = createRetentionStore(database.pool);
  expect([await store.dropOldDigests(NOW_MS), await store.dropOldIdempotencyRecords(NOW_MS)]).toEqual([1, 1]);
});
