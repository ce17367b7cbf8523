import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { createPrisma, type PrismaClient } from "./client";
import { createSettingStore } from "./setting-store";

let test: TestDatabase;
let prisma: PrismaClient;

beforeAll(async () => {
  test = await createTestDatabase();
  prisma = createPrisma(test.url);
});
afterAll(async () => {
  await prisma.$disconnect();
  await test.drop();
});

it("gives back what was set, null before, and refuses what does not fit", async () => {
  const settings = createSettingStore(prisma);
  const schema = z.object({ currency: z.string() });
  expect(await settings.get("money", schema)).toBeNull();
  await settings.set("money", schema, { currency: "EUR" });
  await settings.set("money", schema, { currency: "USD" });
  expect(await settings.get("money", schema)).toEqual({ currency: "USD" });
  await expect(settings.get("money", z.number())).rejects.toThrow();
});
