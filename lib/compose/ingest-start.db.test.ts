import { afterAll, beforeAll, expect, it } from "vitest";
import { openIngester } from "./ingest";
import { closeDatabase, processDatabase } from "@/lib/db/client";
import { acceptBody, temporaryLogDir } from "@/lib/pipeline/ingest/ingester.fixture";
import { MAPPING_SCOPE_SETTING } from "@/lib/pipeline/ingest/mapping/mapping-store";
import { readEnv } from "@/lib/platform/env";
import { createLogger } from "@/lib/platform/logger";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { remoteWriteBody } from "@/lib/testing/remote-write-body";

let database: TestDatabase;
let dir: Awaited<ReturnType<typeof temporaryLogDir>>;

beforeAll(async () => {
  database = await createTestDatabase();
  dir = await temporaryLogDir();
});
afterAll(async () => {
  if (database) await closeDatabase(processDatabase(database.url));
  await database?.drop();
  await dir?.remove();
});

it("starts, and takes what the built-in rules know, where the stored mapping is none", async () => {
  const { prisma } = processDatabase(database.url);
  await prisma.setting.create({ data: { key: MAPPING_SCOPE_SETTING, value: { regionLabels: 7 } } });
  const env = readEnv({
    DATABASE_URL: database.url,
    AUTH_SECRET: "x".repeat(32),
    INGEST_LOG_DIR: dir.path,
  });
  const ingester = await openIngester(env, createLogger("test", "silent"), () => undefined);
  try {
    const nowMs = Date.now();
    const labels = { __name__: "cpu_usage_ratio", region: "eu", service: "shop" };
    const body = remoteWriteBody([{ labels, samples: [[nowMs, 0.5]] }]);
    expect((await acceptBody({ ingester }, body, nowMs)).folded).toBe(1);
  } finally {
    await ingester.close();
  }
});
