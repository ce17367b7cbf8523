import { runMigrations } from "graphile-worker";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bindCtx } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import { ROLE_SCOPES, type Actor, type Role } from "@/lib/platform/actor";
import { systemClock } from "@/lib/platform/clock";
import { versionTag } from "@/lib/platform/version-tag";
import { insertSignals } from "@/lib/testing/insert-rollups";
import { listenLive } from "@/lib/testing/live-listener";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { createObjective } from "./create-objective";
import { deleteObjective } from "./delete-objective";
import { findObjective } from "./find-objective";
import { listObjectives } from "./list-objectives";
import type { ObjectiveSettings } from "./objective-store";
import { updateObjective } from "./update-objective";

const OWN: ObjectiveSettings = {
  kind: "latency-p95",
  region: "eu",
  service: "shop",
  target: 120,
  windowDays: 28,
};
const ANY = "*";

let testDatabase: TestDatabase;
let database: Database;
let admin: Ctx;
const person = (role: Role): Actor => ({
  kind: "user",
  id: role,
  name: role,
  role,
  scopes: ROLE_SCOPES[role],
});
const as = (actor: Actor): Ctx => bindCtx({ database, actor, clock: systemClock, demo: false });

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  await runMigrations({ connectionString: testDatabase.url });
  database = createDatabase(testDatabase.url);
  admin = as(person("admin"));
  const sent = { metric: "latency", newestSampleMs: Date.now() } as const;
  await insertSignals(testDatabase.pool, [{ ...sent, region: "eu", service: "shop" }]);
  await admin.objectives.ensureDefaults();
});
afterEach(async () => {
  await closeDatabase(database);
  await testDatabase.drop();
});

const rowsOf = async (sql: string) => (await testDatabase.pool.query(sql)).rows;
const audited = () => rowsOf("select action, subject, actor, detail from audit_entry order by id");

test("everybody who reads metrics sees objectives; only an admin changes them, and a refusal leaves no trace", async () => {
  const { id } = (await admin.objectives.all())[0];
  for (const role of ["executive", "sre"] as const) {
    const ctx = as(person(role));
    expect((await listObjectives(ctx)).objectives).toHaveLength(4);
    expect((await findObjective(ctx, { id })).objective.id).toBe(id);
    const refused = { code: "forbidden" };
    await expect(createObjective(ctx, OWN)).rejects.toMatchObject(refused);
    await expect(updateObjective(ctx, { ...OWN, id, ifMatch: ANY })).rejects.toMatchObject(refused);
    await expect(deleteObjective(ctx, { id, ifMatch: ANY })).rejects.toMatchObject(refused);
  }
  const stranger = as({ kind: "anonymous", scopes: [] });
  await expect(listObjectives(stranger)).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(findObjective(stranger, { id })).rejects.toMatchObject({ code: "unauthenticated" });
  expect(await audited()).toEqual([]);
  expect(await admin.objectives.all()).toHaveLength(4);
});

describe("an objective's life", () => {
  test("is created, changed by whoever read it last, deleted: audited, told, and assessed anew each time", async () => {
    const listener = await listenLive(testDatabase.url);

    const created = await createObjective(admin, OWN);
    expect(created).toEqual({ ...OWN, id: created.id, version: 1, builtIn: false });
    const { id } = created;
    const change = { ...OWN, id, target: 110, ifMatch: versionTag(1) };
    expect(await updateObjective(admin, change)).toMatchObject({ target: 110, version: 2 });
    await expect(updateObjective(admin, change)).rejects.toMatchObject({ code: "precondition-failed" });
    await expect(updateObjective(admin, { ...change, ifMatch: null })).rejects.toMatchObject({
      code: "precondition-required",
    });
    await expect(deleteObjective(admin, { id, ifMatch: versionTag(1) })).rejects.toMatchObject({
      code: "precondition-failed",
    });
    expect((await findObjective(admin, { id })).objective).toMatchObject({ target: 110, standing: null });
    // What GET answers may be sent back: the figures beside the settings are no part of their version.
    await deleteObjective(admin, { id, ifMatch: versionTag(2, Date.now()) });
    await expect(findObjective(admin, { id })).rejects.toMatchObject({ code: "not-found" });
    await expect(deleteObjective(admin, { id, ifMatch: ANY })).rejects.toMatchObject({ code: "not-found" });

    expect(await audited()).toEqual([
      { action: "objective.created", subject: id, actor: "user:admin", detail: OWN },
      {
        ...{ action: "objective.updated", subject: id, actor: "user:admin" },
        detail: { ...OWN, target: 110, before: { target: 120, windowDays: 28 } },
      },
      { action: "objective.deleted", subject: id, actor: "user:admin", detail: { ...OWN, target: 110 } },
    ]);
    expect(await listener.topics()).toEqual(["objective", "objective", "objective"]);
    await listener.end();
    const jobs = await rowsOf(
      "select task_identifier as task, queue_name as queue from graphile_worker.jobs",
    );
    expect(jobs).toEqual([{ task: "assess-objectives", queue: "objectives" }]); // one, however many changes
  });

  test("there is one of a kind and scope, also when two add it at once, also for everything", async () => {
    const both = await Promise.allSettled([createObjective(admin, OWN), createObjective(admin, OWN)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(createObjective(admin, OWN)).rejects.toMatchObject({
      code: "conflict",
      errors: [{ pointer: "/kind" }],
    });
    const everything = { ...OWN, region: null, service: null };
    await expect(createObjective(admin, everything)).rejects.toMatchObject({ code: "conflict" });
    const other = await createObjective(admin, { ...OWN, region: null });
    const taken = { ...OWN, id: other.id, ifMatch: ANY };
    await expect(updateObjective(admin, taken)).rejects.toMatchObject({ code: "conflict" });
    const insert = "insert into objective (id, kind, target) values ('forged', 'latency-p95', 1)";
    await expect(testDatabase.pool.query(insert)).rejects.toThrow(/unique/);
  });

  test("names a region and a service that were seen", async () => {
    const unseen = { ...OWN, region: "atlantis", service: "nobody" };
    await expect(createObjective(admin, unseen)).rejects.toMatchObject({
      code: "bad-request",
      errors: [{ pointer: "/region" }, { pointer: "/service" }],
    });
    const { id } = await createObjective(admin, OWN);
    await expect(
      updateObjective(admin, { ...unseen, service: null, id, ifMatch: ANY }),
    ).rejects.toMatchObject({
      errors: [{ pointer: "/region" }],
    });
  });

  test("a built-in one is changed in target and window, and neither moved nor deleted", async () => {
    const builtIn = (await admin.objectives.all()).find(({ kind }) => kind === "latency-p95")!;
    const { id, kind } = builtIn;
    const settings = { kind, region: null, service: null, target: 90, windowDays: 7 };
    expect(await updateObjective(admin, { ...settings, id, ifMatch: ANY })).toMatchObject({
      ...settings,
      builtIn: true,
    });
    for (const moved of [{ region: "eu" }, { service: "shop" }, { kind: "latency-p99" as const }])
      await expect(updateObjective(admin, { ...settings, ...moved, id, ifMatch: ANY })).rejects.toMatchObject(
        {
          code: "conflict",
        },
      );
    await expect(deleteObjective(admin, { id, ifMatch: ANY })).rejects.toMatchObject({ code: "conflict" });
    await admin.objectives.ensureDefaults(); // the next start keeps what was set
    expect(await admin.objectives.find(id)).toMatchObject({ target: 90, windowDays: 7 });
  });
});
