import { verifyPassword } from "better-auth/crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createPerson } from "@/lib/auth/create-person";
import { listPeople } from "@/lib/auth/list-people";
import { setPersonRole } from "@/lib/auth/set-person-role";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import { ROLE_SCOPES } from "@/lib/platform/actor";
import { systemClock } from "@/lib/platform/clock";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { bindCtx } from "./context";
import { main } from "./people-cli";

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase(test.url);
});
afterAll(async () => {
  await closeDatabase(database);
  await test.drop();
});

async function run(...argv: string[]) {
  const lines: string[] = [];
  const code = await main(argv, test.url, (line) => lines.push(line));
  return { code, lines, text: lines.join("\n") };
}
const ADA = ["--email", "Ada@example.com", "--name", "Ada L"];

it("makes a person whose password works, lists them without it, and changes their role", async () => {
  const created = await run("create", ...ADA, "--role", "executive");
  expect(created.code).toBe(0);
  const password = created.lines.at(-1)!;
  const [account] = await database.prisma.account.findMany({ where: { user: { email: "ada@example.com" } } });
  expect(account.providerId).toBe("credential");
  expect(await verifyPassword({ hash: account.password!, password })).toBe(true);

  expect((await run("create", ...ADA, "--role", "admin")).text).toContain("already");
  expect((await run("set-role", "--email", "ada@EXAMPLE.com", "--role", "sre")).code).toBe(0);
  expect((await run("list")).lines).toEqual(["ada@example.com  sre  Ada L"]);
  expect(await run("set-role", "--email", "bob@example.com", "--role", "sre")).toMatchObject({ code: 1 });

  const audit = await database.prisma.auditEntry.findMany({ orderBy: { id: "asc" } });
  expect(audit.map(({ actor, action, detail }) => [actor, action, detail])).toEqual([
    ["system:people-cli", "person.created", { email: "ada@example.com", role: "executive" }],
    ["system:people-cli", "person.role-set", { from: "executive", to: "sre" }],
  ]);
  expect(JSON.stringify(audit.map(({ detail }) => detail))).not.toContain(password);
});

it("is for admins only", async () => {
  const user = { kind: "user", id: "u", name: "Eve", role: "sre", scopes: ROLE_SCOPES.sre } as const;
  const ctx = bindCtx({ database, actor: user, clock: systemClock, demo: false });
  const person = { email: "eve@example.com", name: "Eve", role: "admin" } as const;
  const verbs = [() => createPerson(ctx, person), () => setPersonRole(ctx, person), () => listPeople(ctx)];
  for (const verb of verbs) await expect(verb()).rejects.toMatchObject({ code: "forbidden" });
});

it.each([
  [[]],
  [["create"]],
  [["create", ...ADA]],
  [["create", ...ADA, "--role", "root"]],
  [["create", "--email", "no address", "--name", "x", "--role", "sre"]],
  [["create", ...ADA, "--role", "sre", "--other"]],
  [["set-role", "--role", "sre"]],
  [["list", "all"]],
  [["remove"]],
])("explains itself when called as %j", async (argv) => {
  const { code, text } = await run(...argv);
  expect(code).toBe(2);
  expect(text).toContain("Usage");
});
