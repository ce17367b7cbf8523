import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { IngestGate } from "./ingest-gate";
import { closeDatabase, processDatabase } from "@/lib/db/client";
import { postTelemetry } from "@/lib/pipeline/ingest/ingest-process.fixture";
import { temporaryLogDir } from "@/lib/pipeline/ingest/ingester.fixture";
import { readEnv } from "@/lib/platform/env";
import { createLogger } from "@/lib/platform/logger";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";

let database: TestDatabase;
let dir: Awaited<ReturnType<typeof temporaryLogDir>>;
let server: http.Server;
let gate: IngestGate;

beforeAll(async () => {
  database = await createTestDatabase();
  dir = await temporaryLogDir();
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    AUTH_SECRET: "x".repeat(32),
    INGEST_LOG_DIR: dir.path,
  });
  gate = new IngestGate(readEnv(), createLogger("test", "silent"), async () => undefined);
  server = http.createServer((req, res) => {
    if (!gate.serve(req, res)) res.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterAll(async () => {
  server?.closeAllConnections();
  server?.close();
  await gate?.close();
  if (database) await closeDatabase(processDatabase(database.url));
  await database?.drop();
  await dir?.remove();
});

const send = (bytes: number, path?: string) =>
  postTelemetry((server.address() as AddressInfo).port, "remote-write", Buffer.alloc(bytes), { path });

it("asks senders to come again until the ingester is open, and leaves other requests alone throughout", async () => {
  for (const bytes of [10, 8_000_000]) {
    const early = await send(bytes);
    expect([early.status, early.headers["retry-after"]]).toEqual([503, "1"]);
  }
  expect((await send(10, "/api/v1/other")).status).toBe(418);
  await gate.open();
  expect((await send(10)).status).toBe(401);
  expect((await send(10, "/")).status).toBe(418);
});
