import { afterAll, beforeAll, expect, it } from "vitest";
import { bindCtx } from "@/lib/compose/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import { ROLE_SCOPES, ROLES, type Role } from "@/lib/platform/actor";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { listResponders } from "./list-responders";

let test: TestDatabase;
let database: Database;
const as = (role: Role) =>
  bindCtx({
    ...{ database, clock: fixedClock(0), demo: false },
    actor: { kind: "user", id: role, name: role, role, scopes: ROLE_SCOPES[role] },
  });

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase(test.url);
  for (const role of ROLES)
    await as("admin").people.create({
      email: `${role}@a.example`,
      name: `Of ${role}`,
      role,
      password: "long enough 7",
    });
});

afterAll(async () => {
  await closeDatabase(database);
  await test.drop();
});

it("names those who may act on incidents, and nothing else of them", async () => {
  const responders = await listResponders(as("sre"));
  expect(responders.map((each) => Object.keys(each).sort())).toEqual([
    ["id", "name"],
    ["id", "name"],
  ]);
  expect(responders.map(({ name }) => name)).toEqual(["Of admin", "Of sre"]);
});

it("refuses whoever may not act on incidents", async () => {
  await expect(listResponders(as("executive"))).rejects.toMatchObject({ code: "forbidden" });
});
