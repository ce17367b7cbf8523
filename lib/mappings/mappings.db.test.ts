import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createMapping } from "./create-mapping";
import { deleteMapping } from "./delete-mapping";
import { listMappings } from "./list-mappings";
import { tryMapping } from "./try-mapping";
import { updateMapping } from "./update-mapping";
import { bindCtx } from "@/lib/compose/context";
import { followDatabase } from "@/lib/compose/follow-database";
import type { Ctx } from "@/lib/context";
import {
  createMappingBodySchema,
  type CreateMappingBody,
  type CreateMappingInput,
} from "@/lib/contracts/mapping";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import { acceptSeries, openTestIngester, temporaryLogDir } from "@/lib/pipeline/ingest/ingester.fixture";
import { BUILT_IN_RULES } from "@/lib/pipeline/ingest/mapping/built-in-rules";
import { ROLE_SCOPES, type Actor, type Role } from "@/lib/platform/actor";
import { systemClock } from "@/lib/platform/clock";
import { createLogger } from "@/lib/platform/logger";
import { listenLive } from "@/lib/testing/live-listener";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";

const person = (role: Role): Actor => ({
  kind: "user",
  id: role,
  name: role,
  role,
  scopes: ROLE_SCOPES[role],
});

let testDatabase: TestDatabase;
let database: Database;
let admin: Ctx;
const as = (actor: Actor): Ctx => bindCtx({ database, actor, clock: systemClock, demo: false });
const body = (over: Partial<CreateMappingInput> = {}): CreateMappingBody =>
  createMappingBodySchema.parse({
    key: "sales",
    match: { name: "shop_sales_total" },
    targets: [{ metric: "orders", mode: "increase" }],
    region: { labels: ["zone"] },
    service: { fixed: "shop" },
    ...over,
  });
const version = ({ updatedAtMs }: { updatedAtMs: number }) => new Date(updatedAtMs).toISOString();

beforeEach(async () => {
  process.env.LOG_LEVEL = "silent";
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
  admin = as(person("admin"));
  await admin.mapping.ensureBuiltIn(BUILT_IN_RULES);
});
afterEach(async () => {
  await closeDatabase(database);
  await testDatabase.drop();
});

const audited = async () =>
  (await testDatabase.pool.query("select action, subject, actor from audit_entry order by id")).rows;

describe("who may", () => {
  test("only admins change or try rules; engineers read them", async () => {
    for (const role of ["executive", "sre"] as const) {
      const ctx = as(person(role));
      const refused = { code: "forbidden" };
      await expect(createMapping(ctx, body())).rejects.toMatchObject(refused);
      await expect(tryMapping(ctx, body())).rejects.toMatchObject(refused);
      await expect(deleteMapping(ctx, { key: "x", updatedAtMs: 0 })).rejects.toMatchObject(refused);
      const update = { ...body(), updated_at: new Date().toISOString() };
      await expect(updateMapping(ctx, update)).rejects.toMatchObject(refused);
    }
    await expect(listMappings(as(person("executive")))).rejects.toMatchObject({ code: "forbidden" });
    expect(await listMappings(as(person("sre")))).toHaveLength(BUILT_IN_RULES.length);
    expect(await audited()).toEqual([]);
  });
});

describe("a rule's life", () => {
  test("is created once, changed by whoever read it last, deleted; each is audited and told", async () => {
    const listener = await listenLive(testDatabase.url);

    const created = await createMapping(admin, body());
    await expect(createMapping(admin, body())).rejects.toMatchObject({ code: "conflict" });
    const change = { ...body({ priority: 10 }), updated_at: version(created) };
    const changed = await updateMapping(admin, change);
    expect(changed).toMatchObject({ rule: { priority: 10 }, enabled: true, builtIn: false });
    await expect(updateMapping(admin, change)).rejects.toMatchObject({ code: "precondition-failed" });
    await expect(
      deleteMapping(admin, { key: "sales", updatedAtMs: created.updatedAtMs }),
    ).rejects.toMatchObject({ code: "precondition-failed" });
    await deleteMapping(admin, { key: "sales", updatedAtMs: changed.updatedAtMs });
    expect(await admin.mapping.find("sales")).toBeNull();

    const actor = "user:admin";
    expect(await audited()).toEqual(
      ["created", "changed", "deleted"].map((verb) => ({
        action: `mapping.${verb}`,
        subject: "sales",
        actor,
      })),
    );
    expect(await listener.topics()).toEqual(["mapping", "mapping", "mapping"]);
    await listener.end();
  });

  test("a built-in one is switched off and on, and nothing else", async () => {
    const [builtIn] = await listMappings(admin);
    const { key } = builtIn.rule;
    await expect(deleteMapping(admin, { key, updatedAtMs: builtIn.updatedAtMs })).rejects.toMatchObject({
      code: "conflict",
    });
    const wire = { ...body({ key }), updated_at: version(builtIn) };
    await expect(updateMapping(admin, wire)).rejects.toMatchObject({ code: "conflict" });
  });
});

test("a running ingester tells what just arrived, and uses a new rule without a restart", async () => {
  const dir = await temporaryLogDir();
  const clock = systemClock;
  const one = await openTestIngester({
    pool: database.pool,
    databaseUrl: testDatabase.url,
    dir: dir.path,
    clock,
  });
  const unfollow = followDatabase({
    ingester: one.ingester,
    ingesterId: "test",
    databaseUrl: testDatabase.url,
    mapping: admin.mapping,
    recentSeries: admin.recentSeries,
    kpiOutbox: admin.kpiOutbox,
    clock,
    logger: createLogger("test"),
  });
  try {
    const send = (value: number) => {
      const nowMs = Date.now();
      const labels = { __name__: "shop_sales_total", zone: "eu-1" };
      return acceptSeries(one, [{ labels, samples: [[nowMs, value]] }], nowMs);
    };
    expect((await send(10)).ignored.get("unmapped")).toBe(1);

    const tried = await until(async () => {
      const answer = await tryMapping(admin, body());
      return answer.takenAtMs === null || answer.matching === 0 ? null : answer;
    });
    expect(tried).toMatchObject({ matching: 1, shown: [{ after: { region: "eu-1", service: "shop" } }] });
    expect(tried.shown[0]).toMatchObject({
      before: { kind: "unmapped", reason: "no-rule" },
      points: [{ metric: "orders", value: null }], // a first sample has no increase
      series: { newest: { value: 10 } },
    });
    expect((await send(11)).folded).toBe(0); // trying changes nothing

    await createMapping(admin, body());
    await until(async () => ((await send(Math.random())).folded === 1 ? true : null));
    const stored = (await admin.mapping.find("sales"))!;
    await updateMapping(admin, { ...body({ enabled: false }), updated_at: version(stored) });
    await until(async () => ((await send(Math.random())).ignored.get("unmapped") === 1 ? true : null));
  } finally {
    await unfollow();
    await one.ingester.close();
    await dir.remove();
  }
});

async function until<T>(ask: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
