import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ingestEndpoint } from "./ingest";
import { newApiKeySecret } from "@/lib/auth/api-key-secret";
import { closeDatabase, processDatabase } from "@/lib/db/client";
import type { Ingester } from "@/lib/pipeline/ingest/ingester";
import { postTelemetry } from "@/lib/pipeline/ingest/ingest-process.fixture";
import { createLogger } from "@/lib/platform/logger";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";

const GUESSES = 30;
let database: TestDatabase;
let server: http.Server;

beforeAll(async () => {
  database = await createTestDatabase();
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    AUTH_SECRET: "x".repeat(32),
    TRUST_PROXY: "1",
  });
  const endpoint = ingestEndpoint({} as Ingester, createLogger("test", "silent")); // nobody gets as far as it
  server = http.createServer((req, res) => void endpoint(req, res));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  server?.closeAllConnections();
  server?.close();
  if (database) await closeDatabase(processDatabase(database.url));
  await database?.drop();
});

async function guess(from: string): Promise<number> {
  const headers = { Authorization: `Bearer ${newApiKeySecret("ingest")}`, "X-Forwarded-For": from };
  const { port } = server.address() as AddressInfo;
  return (await postTelemetry(port, "remote-write", Buffer.alloc(10), { headers })).status;
}

it("behind a trusted proxy who guesses keys is slowed down alone, whatever they claim to be", async () => {
  for (let n = 0; n < GUESSES; n++) expect(await guess(`10.9.9.${n}, 10.0.0.1`)).toBe(401);
  expect(await guess("10.0.0.2, 10.0.0.1")).toBe(503);
  expect(await guess("10.0.0.1, 10.0.0.2")).toBe(401);
});
