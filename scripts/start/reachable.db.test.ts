import pg from "pg";
import { expect, test } from "vitest";
import { createTestDatabase } from "@/lib/testing/postgres";
import { requireDatabaseListens, requireDatabaseLogin } from "./reachable.mjs";

test("a right DATABASE_URL passes; a wrong database or login is refused in a sentence without the password", async () => {
  const database = await createTestDatabase();
  try {
    await requireDatabaseListens(database.url);
    await requireDatabaseLogin(database.url, pg);
    const wrong = new URL(database.url);
    wrong.pathname = "/no_such_database";
    await expect(requireDatabaseLogin(wrong.href, pg)).rejects.toThrow(
      'Postgres refuses DATABASE_URL: database "no_such_database" does not exist.',
    );
    wrong.href = database.url;
    wrong.username = "nobody_here";
    wrong.password = "hunter2hunter2";
    const refusal = await requireDatabaseLogin(wrong.href, pg).catch((error: Error) => error.message);
    expect(refusal).toMatch(/^Postgres refuses DATABASE_URL: (?!.*hunter2).*\.$/);
  } finally {
    await database.drop();
  }
});
