import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { bindCtx } from "@/lib/compose/context";
import { closeDatabase, createDatabase, type Database } from "@/lib/db/client";
import type { Ctx } from "@/lib/context";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { createFirstAdmin } from "./create-first-admin";
import { FIRST_ADMIN_PURPOSE, FIRST_ADMIN_TOKEN_VALID_MS, hashFirstAdminToken } from "./first-admin-token";

const NOW_MS = Date.UTC(2026, 0, 5);
const TOKEN = "the-token";
const clock = fixedClock(NOW_MS);
let test: TestDatabase;
let database: Database;
let ctx: Ctx;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase(test.url);
  ctx = bindCtx({ database, actor: { kind: "anonymous", scopes: [] }, clock, demo: false });
});
afterAll(async () => {
  await closeDatabase(database);
  await test.drop();
});
beforeEach(async () => {
  await database.prisma.user.deleteMany();
  await database.prisma.auditEntry.deleteMany();
  clock.set(NOW_MS);
  const expiresAtMs = NOW_MS + FIRST_ADMIN_TOKEN_VALID_MS;
  await ctx.oneTimeTokens.put(FIRST_ADMIN_PURPOSE, hashFirstAdminToken(TOKEN), NOW_MS, expiresAtMs);
});

const input = (n: number, token = TOKEN) => ({
  token,
  name: `Admin ${n}`,
  email: `Admin${n}@example.com`,
  password: "correct horse battery",
});

it("makes an admin and writes it down", async () => {
  const admin = await createFirstAdmin(ctx, input(1));
  expect(admin).toMatchObject({ role: "admin", email: "admin1@example.com" });
  const entries = await database.prisma.auditEntry.findMany();
  expect(entries.map(({ action, subject }) => [action, subject])).toEqual([
    ["person.first-admin-created", admin.id],
  ]);
});

it("of many at once exactly one wins", async () => {
  const all = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => createFirstAdmin(ctx, input(n))));
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const reasons = all.flatMap((each) => (each.status === "rejected" ? [each.reason.code] : []));
  expect(reasons).toEqual(Array(7).fill("forbidden"));
  expect(await database.prisma.user.count()).toBe(1);
});

it("refuses a wrong, a used and an expired token", async () => {
  await expect(createFirstAdmin(ctx, input(1, "other"))).rejects.toMatchObject({ code: "forbidden" });
  clock.advance(FIRST_ADMIN_TOKEN_VALID_MS);
  await expect(createFirstAdmin(ctx, input(1))).rejects.toMatchObject({ code: "forbidden" });
  clock.set(NOW_MS);
  await createFirstAdmin(ctx, input(1));
  await expect(createFirstAdmin(ctx, input(2))).rejects.toMatchObject({ code: "forbidden" });
});

it("refuses when there is anybody, and gives the token back", async () => {
  await ctx.people.create({ ...input(1), role: "executive" });
  await expect(createFirstAdmin(ctx, input(2))).rejects.toMatchObject({ code: "conflict" });
  expect(await database.prisma.oneTimeToken.count()).toBe(1);
});
