import { afterAll, beforeAll, expect, test } from "vitest";
import { createPrisma, type PrismaClient } from "@/lib/db/client";
import { DEFAULT_OBJECTIVES } from "@/lib/domain/objective";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { createObjectiveStore } from "./objective-store";

let database: TestDatabase;
let prisma: PrismaClient;
beforeAll(async () => {
  database = await createTestDatabase();
  prisma = createPrisma(database.url);
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

test("the defaults are there once, however often and by how many they are ensured", async () => {
  const store = createObjectiveStore(prisma);
  await database.pool.query("truncate objective");
  await Promise.all([store.ensureDefaults(), store.ensureDefaults(), store.ensureDefaults()]);
  await store.ensureDefaults();
  const all = await store.all();
  expect(all).toHaveLength(DEFAULT_OBJECTIVES.length);
  const asTheyAre = DEFAULT_OBJECTIVES.map((objective) => expect.objectContaining(objective));
  expect(all).toEqual(expect.arrayContaining(asTheyAre));
});

test("an objective somebody set for everything is not given a default beside it", async () => {
  const store = createObjectiveStore(prisma);
  await database.pool.query("truncate objective");
  await database.pool.query(
    `insert into objective (id, kind, target) values ('mine', 'latency-p99', 80), ('odd', 'colour', 1)`,
  );
  await store.ensureDefaults();
  const latency = (await store.all()).filter((objective) => objective.kind === "latency-p99");
  expect(latency.map((objective) => objective.target)).toEqual([80]);
});
