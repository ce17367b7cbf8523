import { afterAll, beforeAll, expect, it } from "vitest";
import { IngestGate } from "./ingest-gate";
import { closeDatabase, processDatabase } from "@/lib/db/client";
import { temporaryLogDir } from "@/lib/pipeline/ingest/ingester.fixture";
import { readEnv } from "@/lib/platform/env";
import { createLogger } from "@/lib/platform/logger";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";

let database: TestDatabase;
const dirs: Awaited<ReturnType<typeof temporaryLogDir>>[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  if (database) await closeDatabase(processDatabase(database.url));
  await database?.drop();
  for (const dir of dirs) await dir.remove();
});

async function openGate(): Promise<{ gate: IngestGate; stops: number[] }> {
  const dir = await temporaryLogDir();
  dirs.push(dir);
  const env = readEnv({
    DATABASE_URL: database.url,
    AUTH_SECRET: "x".repeat(32),
    INGEST_LOG_DIR: dir.path,
  });
  Object.assign(process.env, { DATABASE_URL: database.url, AUTH_SECRET: "x".repeat(32) });
  const stops: number[] = [];
  const gate = new IngestGate(env, createLogger("test", "silent"), async (code) => void stops.push(code));
  await gate.open();
  return { gate, stops };
}

it("ends at once, with an error, where the log directory is not the ingester's", async () => {
  const first = await openGate();
  await first.gate.close();
  const startMs = performance.now();
  const second = await openGate();
  expect(second.stops).toEqual([1]);
  expect(performance.now() - startMs).toBeLessThan(5_000);
  await second.gate.close();
  expect(first.stops).toEqual([]);
});
