import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { postTelemetry } from "@/lib/pipeline/ingest/ingest-process.fixture";
import { temporaryLogDir } from "@/lib/pipeline/ingest/ingester.fixture";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";

const START_MS = 30_000;

let database: TestDatabase;
let dir: Awaited<ReturnType<typeof temporaryLogDir>>;
let child: ChildProcess;
let port: number;

beforeAll(async () => {
  database = await createTestDatabase();
  dir = await temporaryLogDir();
  port = await freePort();
  child = spawn(process.execPath, ["--import", "tsx", "lib/server/main.ts"], {
    stdio: "ignore",
    env: {
      ...process.env,
      ROLE: "ingest",
      DATABASE_URL: database.url,
      AUTH_SECRET: "x".repeat(32),
      HOST: "127.0.0.1",
      PORT: String(port),
      DATA_DIR: dir.path,
      INGEST_LOG_DIR: dir.path,
    },
  });
});

afterAll(async () => {
  if (child && child.exitCode === null && child.signalCode === null) {
    const exit = once(child, "exit");
    child.kill("SIGTERM");
    expect(await exit).toEqual([0, null]);
  }
  await database?.drop();
  await dir?.remove();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: free } = server.address() as AddressInfo;
  server.close();
  return free;
}
const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
const isAlive = () =>
  get("/healthz").then(
    ({ ok }) => ok,
    () => false,
  );

it("a process of role ingest has ingest's doors, its health and its figures, and no pages", async () => {
  await expect.poll(isAlive, { timeout: START_MS }).toBe(true);
  const answer = await postTelemetry(port, "remote-write-2", Buffer.from("x"));
  expect([401, 503]).toContain(answer.status);
  await expect
    .poll(async () => (await postTelemetry(port, "otlp-json", Buffer.from("{}"))).status, {
      timeout: START_MS,
    })
    .toBe(401);
  expect(await (await get("/metrics")).text()).toMatch(/^hm_ingest_requests_total\{.*code="401"\} \d/m);
  for (const path of ["/", "/sign-in", "/api/v1/hyperscale-monitoring/metrics/global"]) {
    const page = await get(path);
    expect([page.status, (await page.json()).detail]).toEqual([404, expect.stringContaining("ROLE=ingest")]);
  }
  await expect.poll(async () => (await get("/readyz")).status, { timeout: START_MS }).toBe(200);
  expect(await (await get("/readyz")).json()).toMatchObject({
    checks: [{ name: "database" }, { name: "ingest" }],
  });
});
