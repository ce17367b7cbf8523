import { afterAll, beforeAll, expect, test } from "vitest";
import { readBusinessSettings } from "./read-business-settings";
import { updateBusinessSettings } from "./update-business-settings";
import { bindCtx } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import { DEFAULT_BUSINESS_SETTINGS } from "@/lib/domain/business-settings";
import { ROLE_SCOPES, type Actor, type Role } from "@/lib/platform/actor";
import { versionTag } from "@/lib/platform/version-tag";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";

let testDatabase: TestDatabase;
let database: Database;
const as = (role: Role): Ctx => {
  const actor: Actor = { kind: "user", id: role, name: role, role, scopes: ROLE_SCOPES[role] };
  return bindCtx({ database, actor, clock: fixedClock(Date.UTC(2026, 10, 26)), demo: false });
};
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
});
afterAll(async () => {
  await closeDatabase(database);
  await testDatabase.drop();
});

const { version: _version, ...DEFAULTS } = DEFAULT_BUSINESS_SETTINGS;

test("the defaults hold until an admin sets others; everybody signed in may read them", async () => {
  expect(await readBusinessSettings(as("executive"))).toEqual(DEFAULT_BUSINESS_SETTINGS);
  const settings = { ...DEFAULTS, currency: "EUR" };
  for (const role of ["executive", "sre"] as const)
    await expect(updateBusinessSettings(as(role), { settings, ifMatch: "*" })).rejects.toMatchObject({
      code: "forbidden",
    });
});

test("of many at once one sets them, is audited and told of; the others read again", async () => {
  const listener = await testDatabase.pool.connect();
  const heard = new Promise((resolve) => listener.on("notification", ({ payload }) => resolve(payload)));
  await listener.query("listen hm_live");
  const ifMatch = versionTag(1);
  const attempts = await Promise.allSettled(
    [0.1, 0.2, 0.3, 0.4].map((abandonmentRatio) =>
      updateBusinessSettings(as("admin"), { settings: { ...DEFAULTS, abandonmentRatio }, ifMatch }),
    ),
  );
  const won = attempts.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  expect(won).toHaveLength(1);
  for (const each of attempts)
    if (each.status === "rejected") expect(each.reason).toMatchObject({ code: "precondition-failed" });
  expect(await readBusinessSettings(as("admin"))).toEqual({ ...won[0], version: 2 });
  expect(JSON.parse(String(await heard))).toEqual({ topic: "business" });
  await listener.query("unlisten *");
  listener.release();
  const { rows } = await testDatabase.pool.query(
    "select actor, detail -> 'before' ->> 'abandonmentRatio' as before from audit_entry where action = 'business-settings.changed'",
  );
  expect(rows).toEqual([{ actor: "user:admin", before: "0.3" }]);
});

test("nor is a change of a change lost", async () => {
  const ifMatch = versionTag(2);
  const attempts = await Promise.allSettled(
    [0.5, 0.6, 0.7].map((abandonmentRatio) =>
      updateBusinessSettings(as("admin"), { settings: { ...DEFAULTS, abandonmentRatio }, ifMatch }),
    ),
  );
  expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("a change needs what it is of, and each counts", async () => {
  const admin = as("admin");
  const settings = { ...DEFAULTS, pricePerServerHour: 0.12, targetUtilizationRatio: 0.7 };
  await expect(updateBusinessSettings(admin, { settings, ifMatch: null })).rejects.toMatchObject({
    code: "precondition-required",
  });
  const { version } = await updateBusinessSettings(admin, { settings, ifMatch: versionTag(3) });
  expect(version).toBe(4);
  await expect(
    updateBusinessSettings(admin, { settings: DEFAULTS, ifMatch: versionTag(3) }),
  ).rejects.toMatchObject({ code: "precondition-failed" });
  expect(await readBusinessSettings(admin)).toEqual({ ...settings, version: 4 });
});
