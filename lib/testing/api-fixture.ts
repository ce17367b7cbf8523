import { runMigrations } from "graphile-worker";
import { createApiKey } from "@/lib/auth/create-api-key";
import { authStore } from "@/lib/compose/auth";
import { systemCtx } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { processDatabase } from "@/lib/db/client";
import type { KeyScope, Role } from "@/lib/platform/actor";
import { createTestDatabase } from "./postgres";

export const TEST_ORIGIN = "http://127.0.0.1:3000";
const PASSWORD = "a long enough passphrase 7";

export interface ApiFixture {
  readonly databaseUrl: string;
  readonly ctx: Ctx;
  /** Headers that carry a new key. */
  keyHeaders(scope: KeyScope): Promise<Headers>;
  /** Headers that carry the session of a new person, as that person's browser on our own pages sends them. */
  sessionHeaders(role: Role): Promise<Headers>;
  drop(): Promise<void>;
}

/** This test process becomes a web process on a database of its own: handlers can be called with Request objects. */
export async function createApiFixture(): Promise<ApiFixture> {
  const database = await createTestDatabase();
  await runMigrations({ connectionString: database.url });
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    AUTH_SECRET: "only-for-tests-only-for-tests-only",
    PUBLIC_URL: TEST_ORIGIN,
    LOG_LEVEL: "silent",
  });
  const ctx = systemCtx("test");
  return {
    databaseUrl: database.url,
    ctx,
    async keyHeaders(scope) {
      const { secret } = await createApiKey(ctx, { name: `${scope} key`, scope });
      return new Headers({ authorization: `Bearer ${secret}` });
    },
    async sessionHeaders(role) {
      const email = `${role}@example.org`;
      await ctx.people.ensure({ email, name: role, role, password: PASSWORD });
      const signedIn = await authStore().signIn(email, PASSWORD, new Headers());
      const cookies = signedIn.getSetCookie().map((cookie) => cookie.split(";")[0]);
      return new Headers({
        cookie: cookies.join("; "),
        origin: TEST_ORIGIN,
        "sec-fetch-site": "same-origin",
      });
    },
    async drop() {
      const { prisma, pool } = processDatabase(database.url);
      await Promise.all([prisma.$disconnect(), pool.end()]);
      await database.drop();
    },
  };
}
