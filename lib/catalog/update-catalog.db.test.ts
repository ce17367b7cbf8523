import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readRegion } from "./read-region";
import { readRegions } from "./read-regions";
import { readService } from "./read-service";
import { readServices } from "./read-services";
import { updateRegion } from "./update-region";
import { updateService } from "./update-service";
import { bindCtx } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import type { RegionSettings, ServiceSettings } from "@/lib/domain/catalog";
import { KEY_SCOPES, ROLE_SCOPES, type Actor, type Role } from "@/lib/platform/actor";
import { systemClock } from "@/lib/platform/clock";
import { listenLive } from "@/lib/testing/live-listener";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";

const DUBLIN: RegionSettings = {
  name: "Dublin",
  latitudeDegrees: 53.35,
  longitudeDegrees: -6.26,
  timeZone: "Europe/Dublin",
  pricePerServerHour: 0.214,
  revenuePerMinute: 0,
};
const TILL: ServiceSettings = {
  owner: "Commerce",
  contact: "https://on-call.example.com/commerce",
  tier: 1,
  dependencies: ["auth"],
  reachRatio: 0.12,
};
const FIRST = 'W/"v1"';

const person = (role: Role, name: string = role): Actor => ({
  ...{ kind: "user", id: name, name, role, scopes: ROLE_SCOPES[role] },
});
const READER: Actor = { kind: "key", id: "r", name: "grafana", demo: false, scopes: KEY_SCOPES.read };
const NOBODY: Actor = { kind: "anonymous", scopes: [] };

let testDatabase: TestDatabase;
let database: Database;
let admin: Ctx;
const as = (actor: Actor): Ctx => bindCtx({ database, actor, clock: systemClock, demo: false });
const audited = async () =>
  (await testDatabase.pool.query("select action, subject, actor, detail from audit_entry order by id")).rows;

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
  admin = as(person("admin", "Ada"));
  await testDatabase.pool.query("insert into region (code, name) values ('eu', 'eu'), ('us', 'us')");
  await testDatabase.pool.query("insert into service (name) values ('checkout'), ('auth'), ('search')");
});
afterEach(async () => {
  await closeDatabase(database);
  await testDatabase.drop();
});

describe("who may", () => {
  test("who reads figures reads the catalogue; strangers do not", async () => {
    for (const ctx of [as(READER), as(person("executive"))]) {
      expect((await readRegions(ctx)).map(({ code }) => code)).toEqual(["eu", "us"]);
      expect((await readServices(ctx)).map(({ name }) => name)).toEqual(["auth", "checkout", "search"]);
      expect(await readRegion(ctx, { code: "eu" })).toMatchObject({ code: "eu", version: 1 });
      expect(await readService(ctx, { name: "auth" })).toMatchObject({ name: "auth", version: 1 });
    }
    const stranger = as(NOBODY);
    const reads = [readRegions(stranger), readServices(stranger), readRegion(stranger, { code: "eu" })];
    for (const read of [...reads, readService(stranger, { name: "auth" })])
      await expect(read).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("only admins change it", async () => {
    for (const ctx of [as(READER), as(person("executive")), as(person("sre"))]) {
      const change = { ifMatch: FIRST, settings: DUBLIN, code: "eu" };
      await expect(updateRegion(ctx, change)).rejects.toMatchObject({ code: "forbidden" });
      const other = { ifMatch: FIRST, settings: TILL, name: "checkout" };
      await expect(updateService(ctx, other)).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await readRegions(admin)).toMatchObject([{ version: 1 }, { version: 1 }]);
    expect(await audited()).toEqual([]);
  });
});

describe("a change", () => {
  test("is kept as a whole, counted, audited with what was before, and told", async () => {
    const listener = await listenLive(testDatabase.url);

    const region = await updateRegion(admin, { code: "eu", settings: DUBLIN, ifMatch: FIRST });
    expect(region).toEqual({ code: "eu", ...DUBLIN, version: 2 });
    const service = await updateService(admin, { name: "checkout", settings: TILL, ifMatch: FIRST });
    expect(service).toEqual({ name: "checkout", ...TILL, version: 2 });
    expect(await readRegions(admin)).toMatchObject([region, { code: "us", version: 1, timeZone: null }]);

    const actor = "user:Ada";
    expect(await audited()).toMatchObject([
      { action: "region.changed", subject: "eu", actor, detail: { before: { name: "eu" }, after: DUBLIN } },
      {
        action: "service.changed",
        subject: "checkout",
        actor,
        detail: { before: { owner: null }, after: TILL },
      },
    ]);
    expect(await listener.topics()).toEqual(["catalog", "catalog"]);
    await listener.end();
  });

  test("what is not known any more is unset", async () => {
    await updateRegion(admin, { code: "eu", settings: DUBLIN, ifMatch: FIRST });
    const nothing = { name: "eu", latitudeDegrees: null, longitudeDegrees: null, timeZone: null };
    const settings = { ...nothing, pricePerServerHour: null, revenuePerMinute: null };
    expect(await updateRegion(admin, { code: "eu", settings, ifMatch: 'W/"v2"' })).toEqual({
      ...{ code: "eu", ...settings, version: 3 },
    });
  });

  test("of what was changed meanwhile is refused, and says by whom and when", async () => {
    await updateRegion(admin, { code: "eu", settings: DUBLIN, ifMatch: FIRST });
    await updateService(admin, { name: "checkout", settings: TILL, ifMatch: FIRST });
    const other = as(person("admin", "Bob"));
    const late = updateRegion(other, { code: "eu", settings: { ...DUBLIN, name: "Eire" }, ifMatch: FIRST });
    await expect(late).rejects.toMatchObject({
      code: "precondition-failed",
      publicText: expect.stringMatching(/^Ada changed it at 20\d\d-\S+Z, since you read it\./),
    });
    await expect(
      updateService(other, { name: "checkout", settings: { ...TILL, tier: 4 }, ifMatch: FIRST }),
    ).rejects.toMatchObject({ code: "precondition-failed", publicText: expect.stringContaining("Ada") });
    await expect(updateRegion(other, { code: "eu", settings: DUBLIN, ifMatch: null })).rejects.toMatchObject({
      code: "precondition-required",
    });
    expect(await readRegion(admin, { code: "eu" })).toMatchObject({ name: "Dublin", version: 2 });
    expect(await audited()).toHaveLength(2);
  });

  test("ten at once of the same version: one wins", async () => {
    const changes = Array.from({ length: 10 }, (_, index) =>
      updateRegion(admin, { code: "eu", settings: { ...DUBLIN, name: `name ${index}` }, ifMatch: FIRST }),
    );
    const settled = await Promise.allSettled(changes);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await readRegion(admin, { code: "eu" })).toMatchObject({ version: 2 });
    expect(await audited()).toHaveLength(1);
  });

  test("of what was never seen is not found", async () => {
    await expect(
      updateRegion(admin, { code: "atlantis", settings: DUBLIN, ifMatch: "*" }),
    ).rejects.toMatchObject({ code: "not-found" });
    await expect(
      updateService(admin, { name: "nobody", settings: TILL, ifMatch: "*" }),
    ).rejects.toMatchObject({ code: "not-found" });
  });
});

test("a service calls services that are known, and not itself; each that cannot be is named", async () => {
  const dependencies = ["auth", "checkuot", "checkout", "serach"];
  const wrong = updateService(admin, {
    name: "checkout",
    settings: { ...TILL, dependencies },
    ifMatch: FIRST,
  });
  await expect(wrong).rejects.toMatchObject({
    code: "bad-request",
    errors: [
      { pointer: "/dependencies/1", message: expect.stringContaining('"checkuot"') },
      { pointer: "/dependencies/2", message: expect.stringContaining("itself") },
      { pointer: "/dependencies/3", message: expect.stringContaining('"serach"') },
    ],
  });
  expect(await readService(admin, { name: "checkout" })).toMatchObject({ dependencies: [], version: 1 });
});
