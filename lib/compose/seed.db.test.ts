import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFirstAdmin } from "@/lib/auth/create-first-admin";
import { createKeyVerifier } from "@/lib/auth/key-cache";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import { BUILT_IN_RULES } from "@/lib/pipeline/ingest/mapping/built-in-rules";
import { systemClock } from "@/lib/platform/clock";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { bindCtx, systemActor } from "./context";
import { DEMO_CATALOGUE } from "./demo-catalogue";
import { keyLookup } from "./key-verifier";
import { InstallationModeError } from "./installation-mode";
import { seedDefaults } from "./seed";

const authSecret = "0123456789abcdef0123456789abcdef-test";
let test: TestDatabase;
let database: Database;

beforeEach(async () => {
  test = await createTestDatabase();
  database = createDatabase(test.url);
});
afterEach(async () => {
  await closeDatabase(database);
  await test.drop();
});

const seedDemo = (existingDemoKeys?: { ingest?: string; read?: string }) =>
  seedDefaults(test.url, { demo: true, authSecret, existingDemoKeys });
const seedReal = () => seedDefaults(test.url, { demo: false, authSecret });
const verify = (secret: string) =>
  createKeyVerifier(keyLookup(database.prisma, systemClock), systemClock).verify(`Bearer ${secret}`);

async function contents() {
  const { prisma } = database;
  const [people, objectives, rules, keys] = await Promise.all([
    prisma.user.findMany({ orderBy: { id: "asc" }, select: { id: true, email: true, role: true } }),
    prisma.objective.findMany({ orderBy: { id: "asc" } }),
    prisma.mappingRule.count(),
    prisma.apiKey.findMany({ orderBy: { id: "asc" }, select: { id: true, revokedAt: true } }),
  ]);
  return { people, objectives, rules, keys };
}

describe("in the demo", () => {
  it("seeds people, keys, objectives, mapping and the job tables, and no figures", async () => {
    const { demoKeys, adminToken } = await seedDemo();
    expect(adminToken).toBeNull();
    expect(await verify(demoKeys!.ingest)).toMatchObject({ scope: "ingest", demo: true });
    expect(await verify(demoKeys!.read)).toMatchObject({ scope: "read", demo: true });
    const { people, objectives, rules } = await contents();
    expect(people.map(({ role }) => role).sort()).toEqual(["admin", "executive", "sre"]);
    expect(objectives.length).toBeGreaterThanOrEqual(3);
    expect(rules).toBe(BUILT_IN_RULES.length);
    expect(
      (await test.pool.query("select to_regclass('graphile_worker._private_jobs') as t")).rows[0].t,
    ).not.toBeNull();
    expect((await test.pool.query("select count(*)::int as n from rollup")).rows[0].n).toBe(0);
    expect(await database.prisma.globalMetrics.count()).toBe(0);
  });

  it("changes nothing the second time when given its keys", async () => {
    const { demoKeys } = await seedDemo();
    const first = await contents();
    expect((await seedDemo(demoKeys!)).demoKeys).toEqual(demoKeys);
    expect(await contents()).toEqual(first);
  });

  it("replaces keys that were lost, forged or revoked, and revokes the old ones", async () => {
    const old = (await seedDemo()).demoKeys!;
    const fresh = (await seedDemo({ ingest: old.read, read: "hm_read_nonsense" })).demoKeys!;
    expect(await Promise.all([verify(old.ingest), verify(old.read)])).toEqual([null, null]);
    expect(await verify(fresh.ingest)).toMatchObject({ scope: "ingest" });
    expect(await verify(fresh.read)).toMatchObject({ scope: "read" });
  });

  it("says what is known of the fleet's regions and services, and keeps what an admin changed", async () => {
    await test.pool.query("insert into region (code, name) values ('eu-west-1', 'eu-west-1')"); // an earlier release's
    const { demoKeys } = await seedDemo();
    const { catalog } = bindCtx({ database, actor: systemActor("test"), clock: systemClock, demo: true });
    const { regions, services } = DEMO_CATALOGUE;
    expect(await catalog.regions()).toHaveLength(regions.length);
    expect(await catalog.services()).toHaveLength(services.length);
    const { version: _first, code: _code, ...seeded } = (await catalog.region("eu-west-1"))!;
    expect(seeded).toMatchObject({ timeZone: "Europe/Dublin", revenuePerMinute: null });
    await catalog.updateRegion("eu-west-1", 1, { ...seeded, timeZone: null });
    await catalog.updateService("checkout", 1, { ...services[7], owner: "Somebody else" });
    await seedDemo(demoKeys!);
    expect(await catalog.region("eu-west-1")).toMatchObject({ timeZone: null, version: 2 });
    expect(await catalog.service("checkout")).toMatchObject({ owner: "Somebody else", version: 2 });
    expect(await catalog.service("payments")).toMatchObject({ owner: "Payments", version: 1 });
  });

  it("two at once leave one of each", async () => {
    await Promise.all([seedDemo(), seedDemo(), seedDemo()]);
    const { people, keys, rules } = await contents();
    expect(people).toHaveLength(3);
    expect(rules).toBe(BUILT_IN_RULES.length);
    expect(keys.filter(({ revokedAt }) => revokedAt === null)).toHaveLength(2);
  });

  it("personas sign in again after the installation's secret changed", async () => {
    await seedDemo();
    const before = await database.prisma.account.findMany({ orderBy: { id: "asc" } });
    await seedDefaults(test.url, { demo: true, authSecret: `${authSecret}-new` });
    const after = await database.prisma.account.findMany({ orderBy: { id: "asc" } });
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after.every(({ password }, i) => password !== before[i].password)).toBe(true);
  });
});

describe("for real use", () => {
  it("knows no region and no service before they were seen", async () => {
    await seedReal();
    expect([await database.prisma.region.count(), await database.prisma.service.count()]).toEqual([0, 0]);
  });

  it("gives a token for the first admin, a new one each start, until there is somebody", async () => {
    const first = await seedReal();
    const second = await seedReal();
    expect(first.demoKeys).toBeNull();
    expect(second.adminToken).not.toBe(first.adminToken);
    const ctx = bindCtx({
      database,
      actor: { kind: "anonymous", scopes: [] },
      clock: systemClock,
      demo: false,
    });
    const person = { name: "Ada", email: "ada@example.com", password: "correct horse battery" };
    const outdated = createFirstAdmin(ctx, { ...person, token: first.adminToken! });
    await expect(outdated).rejects.toMatchObject({ code: "forbidden" });
    await createFirstAdmin(ctx, { ...person, token: second.adminToken! });
    expect((await seedReal()).adminToken).toBeNull();
  });

  it("leaves no way in that a demo had which did not say that the database was its own", async () => {
    const { demoKeys } = await seedDemo();
    await database.prisma.setting.delete({ where: { key: "installation-mode" } });
    const { adminToken } = await seedReal();
    expect(adminToken).not.toBeNull();
    expect(await database.prisma.user.count()).toBe(0);
    expect(await verify(demoKeys!.ingest)).toBeNull();
  });
});

describe("one database", () => {
  it("that is the demo's is refused for real use, in one sentence, and nothing in it changes", async () => {
    const { demoKeys } = await seedDemo();
    const before = await contents();
    await expect(seedReal()).rejects.toThrow(InstallationModeError);
    await expect(seedReal()).rejects.toThrow(/^This database holds the demo's data: .*DATABASE_URL.*\.$/);
    expect(await contents()).toEqual(before);
    expect((await seedDemo(demoKeys!)).demoKeys).toEqual(demoKeys);
  });

  it("that is in real use is refused for the demo, which leaves nobody in it", async () => {
    await seedReal();
    await expect(seedDemo()).rejects.toThrow(/^This database holds real data: .*--no-demo.*\.$/);
    expect(await database.prisma.user.count()).toBe(0);
    expect((await seedReal()).adminToken).not.toBeNull();
  });
});
