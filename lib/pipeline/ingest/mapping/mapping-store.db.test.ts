import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createPrisma, type PrismaClient } from "@/lib/db/client";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { BUILT_IN_RULES } from "./built-in-rules";
import { createMappingStore, MAPPING_SCOPE_SETTING, type MappingStore } from "./mapping-store";
import { rule, target } from "./rules/rule-writing";
import { DEFAULT_MAPPING_SCOPE } from "./series-scope";

let database: TestDatabase;
let prisma: PrismaClient;
let store: MappingStore;

beforeAll(async () => {
  database = await createTestDatabase();
  prisma = createPrisma(database.url);
  store = createMappingStore(prisma);
});
afterAll(async () => {
  await prisma?.$disconnect();
  await database?.drop();
});
beforeEach(async () => {
  await prisma.mappingRule.deleteMany();
  await prisma.setting.deleteMany();
  await prisma.unmappedName.deleteMany();
});

const CPU = rule("cpu", { name: "x", labels: { mode: "a|b" } }, target("cpu", "sample", { sumFactor: 0.5 }));
const DISK = rule(
  "disk",
  { namePattern: "y.*", instruments: ["gauge"] },
  target("disk", "sample", { weightFactor: 0 }),
);

test("the built-in rules come back as they are", async () => {
  await store.ensureBuiltIn(BUILT_IN_RULES);
  const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1);
  expect([...(await store.activeRules())].sort(byKey)).toEqual([...BUILT_IN_RULES].sort(byKey));
});

test("ensuring them again writes nothing; a changed one is replaced, a gone one deleted", async () => {
  await store.ensureBuiltIn([CPU, DISK]);
  const before = await prisma.mappingRule.findUniqueOrThrow({ where: { key: "cpu" } });
  await store.ensureBuiltIn([CPU, DISK]);
  expect(await prisma.mappingRule.findUniqueOrThrow({ where: { key: "cpu" } })).toEqual(before);
  const changed = { ...CPU, priority: 50 };
  await store.ensureBuiltIn([changed]);
  expect(await store.activeRules()).toEqual([changed]);
});

test("several processes may ensure them at once", async () => {
  await Promise.all([1, 2, 3, 4].map(() => store.ensureBuiltIn([CPU, DISK])));
  expect(await store.activeRules()).toHaveLength(2);
});

test("an admin's rule stays, also under a built-in key, and so does a built-in that was switched off", async () => {
  const own = { key: "own", priority: 5, match: { name: "z" }, targets: CPU.targets };
  for (const key of ["own", "disk"]) {
    await prisma.mappingRule.create({
      data: {
        key,
        priority: own.priority,
        match: own.match,
        targets: JSON.parse(JSON.stringify(own.targets)),
      },
    });
  }
  await store.ensureBuiltIn([CPU, DISK]);
  await prisma.mappingRule.update({ where: { key: "cpu" }, data: { enabled: false } });
  await store.ensureBuiltIn([{ ...CPU, priority: 1 }, DISK]);
  expect(await store.activeRules()).toEqual([{ ...own, key: "disk" }, own]);
});

test("a stored rule that is none is an error, not silence", async () => {
  await prisma.mappingRule.create({
    data: { key: "bad", priority: 1, match: { namePattern: "(a+)+" }, targets: [] },
  });
  await expect(store.activeRules()).rejects.toThrow(/repeats a group/);
});

test("the scope is the setting's, or the usual one", async () => {
  expect(await store.scope()).toEqual(DEFAULT_MAPPING_SCOPE);
  const scope = { regionLabels: ["dc"], serviceLabels: ["team"] };
  await prisma.setting.create({ data: { key: MAPPING_SCOPE_SETTING, value: scope } });
  expect(await store.scope()).toEqual(scope);
});

test("unmapped names come latest first, at most as many as asked for", async () => {
  const row = (name: string, lastSeenAtMs: number) => ({
    name,
    reason: "no-rule",
    labels: { job: "node" },
    seriesCount: 3,
    samples: 2n ** 40n,
    keyId: "k1",
    firstSeenAt: new Date(1_000),
    lastSeenAt: new Date(lastSeenAtMs),
  });
  await prisma.unmappedName.createMany({
    data: [row("old", 2_000), row("new", 9_000), row("middle", 5_000)],
  });
  const names = await store.unmapped(2);
  expect(names.map(({ name }) => name)).toEqual(["new", "middle"]);
  expect(names[0]).toEqual({
    name: "new",
    reason: "no-rule",
    labels: { job: "node" },
    seriesCount: 3,
    samples: 2 ** 40,
    keyId: "k1",
    firstSeenAtMs: 1_000,
    lastSeenAtMs: 9_000,
  });
});
