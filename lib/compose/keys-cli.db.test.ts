import { afterAll, beforeAll, expect, it } from "vitest";
import { createKeyVerifier } from "@/lib/auth/key-cache";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import { systemClock } from "@/lib/platform/clock";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { keyLookup } from "./key-verifier";
import { main } from "./keys-cli";

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
const verify = (secret: string) =>
  createKeyVerifier(keyLookup(database.prisma, systemClock), systemClock).verify(`Bearer ${secret}`);

it("creates a key that works, lists it without its secret, and revokes it", async () => {
  const created = await run("create", "--scope", "ingest", "--name", "prometheus eu");
  expect(created.code).toBe(0);
  const secret = created.lines.at(-1)!;
  expect(await verify(secret)).toMatchObject({ name: "prometheus eu", scope: "ingest", demo: false });

  const listed = await run("list");
  expect(listed.text).toContain("prometheus eu");
  expect(listed.text).toContain("last used");
  expect(listed.text).not.toContain(secret);

  const id = listed.text.split("  ")[0];
  expect((await run("revoke", id)).code).toBe(0);
  expect(await verify(secret)).toBeNull();
  expect((await run("list")).text).toContain("revoked");
  expect((await run("revoke", id)).code).toBe(1);

  const audit = await database.prisma.auditEntry.findMany({ orderBy: { id: "asc" } });
  expect(audit.map(({ action }) => action)).toEqual(["api-key.created", "api-key.revoked"]);
  expect(JSON.stringify(audit.map(({ detail }) => detail))).not.toContain(secret);
});

it.each([
  [[]],
  [["create"]],
  [["create", "--scope", "admin", "--name", "x"]],
  [["create", "--scope", "read"]],
  [["create", "--scope", "read", "--name", "x", "--other"]],
  [["revoke"]],
  [["list", "all"]],
])("explains itself when called as %j", async (argv) => {
  const { code, text } = await run(...argv);
  expect(code).toBe(2);
  expect(text).toContain("Usage");
});

it("says in a sentence that the database is away", async () => {
  const lines: string[] = [];
  const code = await main(["list"], "postgresql://postgres@127.0.0.1:1/none", (line) => lines.push(line));
  expect(code).toBe(1);
  expect(lines.join()).toContain("cannot be reached");
});
