import { afterAll, beforeAll, expect, test } from "vitest";
import { createPrisma, type PrismaClient } from "@/lib/db/client";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { createCatalogStore } from "./catalog-store";

let database: TestDatabase;
let prisma: PrismaClient;
beforeAll(async () => {
  database = await createTestDatabase();
  prisma = createPrisma(database.url);
  await database.pool.query(
    "insert into region (code, name) values ('us', 'United States'), ('eu', 'Europe')",
  );
  await database.pool.query("insert into service (name) values ('shop'), ('chat')");
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

test("regions and services in order, and whether one is known", async () => {
  const store = createCatalogStore(prisma);
  const unset = {
    latitudeDegrees: null,
    longitudeDegrees: null,
    timeZone: null,
    pricePerServerHour: null,
    revenuePerMinute: null,
    version: 1,
  };
  expect(await store.regions()).toEqual([
    { code: "eu", name: "Europe", ...unset },
    { code: "us", name: "United States", ...unset },
  ]);
  const service = { owner: null, contact: null, tier: null, dependencies: [], reachRatio: 1, version: 1 };
  expect(await store.services()).toEqual([
    { name: "chat", ...service },
    { name: "shop", ...service },
  ]);
  expect([await store.knownRegion("eu"), await store.knownRegion("EU")]).toEqual([true, false]);
  expect([await store.knownService("chat"), await store.knownService("nobody")]).toEqual([true, false]);
});

test("defaults reach what nobody changed, whether it is there or not, also several at once", async () => {
  const store = createCatalogStore(prisma);
  const region = {
    ...{ code: "asia", name: "Asia", latitudeDegrees: 1, longitudeDegrees: 2, timeZone: "Asia/Tokyo" },
    ...{ pricePerServerHour: 3, revenuePerMinute: null },
  };
  const service = { owner: "Us", contact: null, tier: 2, dependencies: ["shop"], reachRatio: 0.5 };
  const { code: _code, ...settings } = region;
  const changed = await store.updateRegion("eu", 1, { ...settings, name: "Old Europe" });
  expect(changed).toEqual({ ...region, code: "eu", name: "Old Europe", version: 2 });
  expect(await store.updateRegion("eu", 1, settings)).toBeNull();
  const defaults = {
    regions: [region, { ...region, code: "eu" }],
    services: [
      { ...service, name: "chat" },
      { ...service, name: "mail" },
    ],
  };
  await Promise.all([store.ensure(defaults), store.ensure(defaults), store.ensure(defaults)]);
  expect(await store.region("asia")).toEqual({ ...region, version: 1 });
  expect(await store.region("eu")).toEqual(changed);
  expect(await store.service("chat")).toEqual({ ...service, name: "chat", version: 1 });
  expect(await store.service("mail")).toEqual({ ...service, name: "mail", version: 1 });
  expect(await store.region("nowhere")).toBeNull();
});
