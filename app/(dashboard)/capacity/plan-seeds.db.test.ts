import { afterEach, beforeEach, expect, test } from "vitest";
import { bindCtx } from "@/lib/compose/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import { ROLE_SCOPES, type Actor } from "@/lib/platform/actor";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { planSeeds } from "./plan-seeds";

const EXECUTIVE: Actor = {
  kind: "user",
  id: "u",
  name: "Kim",
  role: "executive",
  scopes: ROLE_SCOPES.executive,
};

let testDatabase: TestDatabase;
let database: Database;
beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
});
afterEach(async () => {
  await closeDatabase(database);
  await testDatabase.drop();
});

test.each([
  ["nothing", {}, 1],
  ["more traffic from a day on", { traffic: "30", start: "2026-12-24" }, 1],
  ["a day that no month has", { traffic: "30", start: "2026-02-30" }, 1],
  ["a region never seen", { lost: "mars" }, 0],
  ["a region that nobody can be called", { lost: "\u0000" }, 0],
])("of an address that supposes %s the page is there, with a plan or without", async (_, search, count) => {
  const ctx = bindCtx({ database, actor: EXECUTIVE, clock: fixedClock(Date.UTC(2026, 10, 26)), demo: false });
  expect(await planSeeds(ctx, search)).toHaveLength(count);
});
