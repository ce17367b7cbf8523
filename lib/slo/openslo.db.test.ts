import { runMigrations } from "graphile-worker";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bindCtx } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import { ROLE_SCOPES, type Role } from "@/lib/platform/actor";
import { systemClock } from "@/lib/platform/clock";
import { insertSignals } from "@/lib/testing/insert-rollups";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { createObjective } from "./create-objective";
import { exportOpenslo } from "./export-openslo";
import { importOpenslo } from "./import-openslo";
import { MAX_YAML_BYTES } from "./openslo/yaml-cost";

let testDatabase: TestDatabase;
let database: Database;
let admin: Ctx;
const as = (role: Role): Ctx => {
  const actor = { kind: "user", id: role, name: role, role, scopes: ROLE_SCOPES[role] } as const;
  return bindCtx({ database, actor, clock: systemClock, demo: false });
};

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  await runMigrations({ connectionString: testDatabase.url });
  database = createDatabase(testDatabase.url);
  admin = as("admin");
  await insertSignals(testDatabase.pool, [
    { metric: "latency", region: "eu", service: "shop", newestSampleMs: Date.now() },
  ]);
  await admin.objectives.ensureDefaults();
  await createObjective(admin, {
    kind: "latency-p95",
    region: "eu",
    service: "shop",
    target: 120,
    windowDays: 28,
  });
});
afterEach(async () => {
  await closeDatabase(database);
  await testDatabase.drop();
});

const audited = async () =>
  (await testDatabase.pool.query("select action from audit_entry order by id")).rows.map(
    ({ action }) => action,
  );
const kindsOf = ({ steps }: Awaited<ReturnType<typeof importOpenslo>>) => steps.map(({ kind }) => kind);

test("what was exported changes nothing when it is imported, tried out or for good", async () => {
  const yaml = await exportOpenslo(as("executive"));
  const before = await admin.objectives.all();
  for (const dryRun of [true, false]) {
    const report = await importOpenslo(admin, { yaml, dryRun });
    expect(kindsOf(report)).toEqual(before.map(() => "unchanged"));
    expect(report).toMatchObject({ findings: [], applied: !dryRun });
  }
  expect(await admin.objectives.all()).toEqual(before);
  expect(await audited()).toEqual(["objective.created"]);
});

test("another installation gets the same objectives from it, its own built-in ones among them", async () => {
  const yaml = (await exportOpenslo(admin)).replace("value: 85", "value: 80");
  await testDatabase.pool.query("delete from objective");
  await admin.objectives.ensureDefaults();
  const trial = await importOpenslo(admin, { yaml, dryRun: true });
  expect(kindsOf(trial).sort()).toEqual(["change", "create", "unchanged", "unchanged", "unchanged"]);
  expect(await admin.objectives.all()).toHaveLength(4);
  await importOpenslo(admin, { yaml, dryRun: false });
  const after = await admin.objectives.all();
  expect(after.filter(({ kind }) => kind === "latency-p95")).toMatchObject([
    { region: "eu", service: "shop", target: 120, windowDays: 28, builtIn: false, version: 1 },
    { region: null, service: null, target: 80, windowDays: 30, builtIn: true, version: 2 },
  ]);
  expect((await audited()).slice(1).sort()).toEqual(["objective.created", "objective.updated"]);
  const jobs = await testDatabase.pool.query("select 1 from graphile_worker.jobs");
  expect(jobs.rows).toHaveLength(1);
});

test("all or nothing: one that is refused keeps the others out, and is told by its line", async () => {
  const yaml = await exportOpenslo(admin);
  const edited = yaml.replace("target: 0.9999", "target: 0.999").replace(/duration: 28d/, "duration: 1M");
  const line = edited.split("\n").findIndex((text) => text.includes("1M")) + 1;
  const trial = await importOpenslo(admin, { yaml: edited, dryRun: true });
  expect(trial.findings).toMatchObject([{ line, refused: true }]);
  expect(kindsOf(trial)).toContain("change");
  await expect(importOpenslo(admin, { yaml: edited, dryRun: false })).rejects.toMatchObject({
    code: "unprocessable",
    errors: [{ pointer: `line ${line}` }],
  });
  const unseen = yaml.replace("region: eu", "region: atlantis");
  const refusal = { code: "unprocessable", errors: [{ message: expect.stringContaining("atlantis") }] };
  await expect(importOpenslo(admin, { yaml: unseen, dryRun: false })).rejects.toMatchObject(refusal);
  expect(await exportOpenslo(admin)).toBe(yaml);
  expect(await audited()).toEqual(["objective.created"]);
});

test("only an admin imports, also on trial; what is too large is not looked at", async () => {
  const yaml = await exportOpenslo(admin);
  for (const dryRun of [true, false])
    await expect(importOpenslo(as("sre"), { yaml, dryRun })).rejects.toMatchObject({ code: "forbidden" });
  const large = `# ${"x".repeat(MAX_YAML_BYTES)}`;
  await expect(importOpenslo(admin, { yaml: large, dryRun: true })).rejects.toMatchObject({
    code: "too-large",
  });
});

test("the largest set of objectives can be exported and read again", async () => {
  await testDatabase.pool.query(
    `insert into service (name) select 'a service with quite a long name, number ' || i from generate_series(1, 495) i`,
  );
  await testDatabase.pool.query(
    `insert into objective (id, kind, region, service, target)
     select 'x' || name, 'availability', 'eu', name, 0.999 from service where name like 'a service%'`,
  );
  const yaml = await exportOpenslo(admin);
  const report = await importOpenslo(admin, { yaml, dryRun: true });
  expect(kindsOf(report)).toEqual(Array(500).fill("unchanged"));
  expect(report.findings).toEqual([]);
});
