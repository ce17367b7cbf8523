import { runMigrations } from "graphile-worker";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoHistoryIsOpen, demoHistorySeam, ensureDemoHistory } from "./demo-history";
import { MINUTE_MS } from "@/lib/domain/window";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";

const URL_OF_THE_PAST = "http://127.0.0.1:9";
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await runMigrations({ connectionString: database.url });
});
afterAll(() => database?.drop());

test("the first start begins three imports that end where live data begins; later ones go on with them", async () => {
  const first = await demoHistorySeam(database.url);
  expect(first.isNew).toBe(true);
  expect(first.seamMs % MINUTE_MS).toBe(0);
  expect(await demoHistoryIsOpen(database.url)).toBe(true);
  expect(await ensureDemoHistory(database.url, first.seamMs, URL_OF_THE_PAST)).toBe(3);

  const again = await demoHistorySeam(database.url);
  expect(again).toEqual({ seamMs: first.seamMs, isNew: false });
  expect(await ensureDemoHistory(database.url, again.seamMs, URL_OF_THE_PAST)).toBe(3);
  const { rows } = await database.pool.query<{ imports: string; newest: string }>(
    `select count(*) as imports, max("toMs") as newest from backfill`,
  );
  expect(rows).toEqual([{ imports: "3", newest: String(first.seamMs) }]);

  await database.pool.query(`update backfill set state = 'done'`);
  expect(await demoHistoryIsOpen(database.url)).toBe(false);
});
