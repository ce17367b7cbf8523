import { readFileSync, statSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import path from "node:path";
import pg from "pg";
import { executiveDashboardResponseSchema } from "@/lib/contracts/executive-dashboard";
import { METRICS } from "@/lib/domain/metric";
import { processStartMark } from "@/lib/platform/process-identity.mjs";
import { ApiClient } from "./fixtures/api-client";
import { createDataFolder, type DataFolder } from "./fixtures/data-folder";
import { freePort } from "./fixtures/free-port";
import { Instance, processesNaming } from "./fixtures/instance";
import { sendRemoteWrite } from "./fixtures/send-metrics";
import { ADMIN, createKey, firstAdminLink } from "./fixtures/system";
import { expect, test } from "./fixtures/test";
import { until } from "./fixtures/until";

const OWNER_ONLY = 0o600;
const SECOND_START_MS = 10_000;
const RECOVERY_MS = 45_000;
const SECOND_MS = 1_000;
/** Of a day. */
const LONGEST_TIER_MS = 86_400_000;

let demoFolder: DataFolder;
let realFolder: DataFolder;
/** The instances of this journey; the tests are its steps, in order. */
let demo: Instance;
let real: Instance;
let demoOptions: { dataDir: string; port: number };

const demoKeys = () =>
  JSON.parse(readFileSync(path.join(demoFolder.path, "demo-keys.json"), "utf8")) as {
    ingest: string;
    read: string;
  };
const demoApi = () => new ApiClient(demo.url, demoKeys().read);

test.describe.configure({ mode: "serial", timeout: 300_000 });

test.beforeAll(() => {
  demoFolder = createDataFolder();
  realFolder = createDataFolder();
});

test.afterEach(async ({}, info) => {
  if (info.status === info.expectedStatus) return;
  for (const [name, instance] of Object.entries({ demo, real })) {
    if (!instance) continue;
    await info.attach(`${name}: terminal`, { body: instance.output });
    await info.attach(`${name}: server.log`, { body: instance.log("server") });
  }
});

test.afterAll(async () => {
  await Promise.all([demo?.stop(), real?.stop()]);
  demoFolder.remove();
  realFolder.remove();
});

test("npm start says where it is, how to get in, and keeps the demo's keys to their owner", async () => {
  demoOptions = { dataDir: demoFolder.path, port: await freePort() };
  demo = await Instance.start(demoOptions);
  const keys = demoKeys();
  expect(Object.keys(keys).sort()).toEqual(["ingest", "read"]);
  expect(statSync(path.join(demoFolder.path, "demo-keys.json")).mode & 0o777).toBe(OWNER_ONLY);
  expect(demo.output).toContain(demo.url);
  expect(demo.output).toMatch(/Sign in .*one click/);
  expect(demo.output).toContain(keys.ingest);
  expect(demo.output).toContain(keys.read);
  expect((await demoApi().fetch("/metrics/global")).status).toBe(200);
  expect([...demo.processes().keys()].sort()).toEqual([
    "launcher",
    "postgres",
    "server",
    "simulate",
    "worker",
  ]);
});

test("the demo listens on loopback only", async () => {
  const outward = Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? []).filter(({ internal, family }) => !internal && family === "IPv4"),
  );
  for (const { address } of outward) expect(await connects(address, demoOptions.port), address).toBe(false);
  expect(await connects("127.0.0.1", demoOptions.port)).toBe(true);
});

test("Ctrl-C ends everything it started", async () => {
  const pids = [...demo.processes().values()];
  await demo.stop();
  expect(demo.output).toContain("Stopping: done");
  expect(pids.filter(isAlive)).toEqual([]);
  expect(processesNaming(demoFolder.path)).toEqual([]);
  expect(await connects("127.0.0.1", demoOptions.port)).toBe(false);
});

test("a second start is ready within 10 s, with the same keys", async () => {
  const before = demoKeys();
  demo = Instance.spawn(demoOptions);
  const tookMs = await demo.ready();
  test.info().annotations.push({ type: "second start", description: `${(tookMs / SECOND_MS).toFixed(1)} s` });
  expect(demoKeys()).toEqual(before);
  expect(tookMs).toBeLessThanOrEqual(SECOND_START_MS);
});

test("kill -9 of the server loses nothing that was acknowledged", async () => {
  const ingest = { url: demo.url, ingestKey: demoKeys().ingest };
  await until("ingest is open", RECOVERY_MS, () =>
    sendRemoteWrite(ingest, requests("before-kill", 7)).then(() => true),
  );
  await sendRemoteWrite(ingest, requests("kill-test", 600));
  process.kill(demo.pid("server"), "SIGKILL");
  await until(
    "the supervisor starts it again",
    RECOVERY_MS,
    async () => (await requestsOf("kill-test")) === 600,
  );
  expect(demo.output).toMatch(/server stopped \(SIGKILL\); starting it again/);
  expect(await requestsOf("before-kill")).toBe(7);
  const shown = () => demoApi().fetch("/metrics/regional?regions=kill-test");
  await until("the API knows the region", RECOVERY_MS, async () => (await shown()).ok);
});

test("kill -9 of the worker and of Postgres: figures move on", async () => {
  process.kill(demo.pid("worker"), "SIGKILL");
  process.kill(demo.pid("postgres"), "SIGKILL");
  const killedMs = Date.now();
  await until("a cycle from after that", RECOVERY_MS, async () => {
    const { meta } = await demoApi().read("/dashboard/executive", executiveDashboardResponseSchema);
    return meta.as_of !== null && Date.parse(meta.as_of) > killedMs;
  });
  expect(await requestsOf("kill-test")).toBe(600);
});

test("kill -9 of the launcher: the next start ends what was left and has the data", async () => {
  const orphans = ["server", "worker", "simulate"].map((name) => demo.pid(name as "server"));
  await sendRemoteWrite({ url: demo.url, ingestKey: demoKeys().ingest }, requests("launcher-kill", 900));
  process.kill(demo.pid("launcher"), "SIGKILL");
  await demo.stop();
  demo = await Instance.start(demoOptions);
  expect(demo.output).toContain("Ending what the previous run left");
  expect(orphans.filter(isAlive)).toEqual([]);
  await until(
    "what was acknowledged before",
    RECOVERY_MS,
    async () => (await requestsOf("launcher-kill")) === 900,
  );
  expect(await requestsOf("kill-test")).toBe(600);
});

test("two instances with folders and ports of their own live side by side", async () => {
  real = await Instance.start({ dataDir: realFolder.path, port: await freePort(), args: ["--no-demo"] });
  expect((await fetch(`${real.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${demo.url}/healthz`)).status).toBe(200);
  const foreign = await new ApiClient(real.url, demoKeys().read).fetch("/metrics/global");
  expect(foreign.status, "the demo's key at the other instance").toBe(401);
});

test("--no-demo: the first visitor becomes the admin by the link, and nobody after them", async ({
  page,
  browser,
}) => {
  await page.goto(`${real.url}/`);
  await expect(page.getByRole("button", { name: /continue as/i })).toHaveCount(0);
  const link = firstAdminLink(real);
  await becomeAdmin(page, link);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/no telemetry yet/i);

  const second = await browser.newPage();
  await becomeAdmin(second, link, "second@example.org");
  await expect(second.getByRole("alert").filter({ hasText: /./ })).toBeVisible();
  await second.goto(`${real.url}/`);
  await expect(second, "still a stranger").toHaveURL(/sign-in/);
  await second.close();
});

test("npm run keys makes a key that works, and the checklist says what came from it", async ({ page }) => {
  const key = await createKey({ DATA_DIR: realFolder.path }, "ingest", "my Prometheus");
  await signInByForm(page, real.url);
  await page.getByRole("navigation").getByRole("link", { name: "Settings" }).click();
  await expect(page).toHaveURL(/settings\/ingest/);
  await expect(page.getByTestId("last-sample")).toHaveText(/no sample has arrived yet/i);
  await sendRemoteWrite({ url: real.url, ingestKey: key }, [
    ...requests("my-region", 60),
    { labels: { __name__: "a_name_nobody_knows", region: "my-region" }, samples: [[Date.now(), 1]] },
  ]);
  await expect(page.getByTestId("last-sample")).toHaveText(
    /Last sample \d+.s ago from my Prometheus, 1 name unmapped/,
    {
      timeout: 30_000,
    },
  );
  await expect(page.locator("[data-unmapped='a_name_nobody_knows']")).toBeVisible();
  const refused = await fetch(`${real.url}/api/v1/write`, {
    method: "POST",
    headers: { authorization: "Bearer nope" },
  });
  expect(refused.status).toBe(401);
});

test("Ctrl-C leaves no process of either", async () => {
  await Promise.all([demo.stop(), real.stop()]);
  expect([...processesNaming(demoFolder.path), ...processesNaming(realFolder.path)]).toEqual([]);
});

/** A counter of a region of its own that rose by `total` over the last minute. */
function requests(region: string, total: number) {
  const nowMs = Date.now();
  return [
    {
      labels: { __name__: "http_requests_total", region, service: "shop", code: "200" },
      samples: [
        [nowMs - 60 * SECOND_MS, 0] as const,
        [nowMs - 30 * SECOND_MS, total / 2] as const,
        [nowMs, total] as const,
      ],
    },
  ];
}

/** All requests that the roll-ups have of a region of the demo, exactly; null where the database is away. */
async function requestsOf(region: string): Promise<number | null> {
  const file = path.join(demoFolder.path, "connection.json");
  const { databaseUrl } = JSON.parse(readFileSync(file, "utf8")) as { databaseUrl: string };
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on("error", () => undefined); // a test kills the server underneath
  await client.connect();
  try {
    const { rows } = await client.query<{ sum: number | null }>(
      `select sum(sum)::float8 as sum from rollup join region on region.id = region_id
       where region.code = $1 and metric = $2 and service_id = 0 and tier_ms = $3`,
      [region, METRICS.requests.code, LONGEST_TIER_MS],
    );
    return rows[0].sum;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** One that has ended and whose new parent has not asked for it yet still has its pid, and does nothing. */
function isAlive(pid: number): boolean {
  return processStartMark(pid) !== null;
}

function connects(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 });
    const end = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
    socket.once("timeout", () => end(false));
  });
}

type Page = Parameters<Parameters<typeof test>[2]>[0]["page"];

async function becomeAdmin(page: Page, link: string, email = ADMIN.email): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Your name").fill(ADMIN.name);
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: /create the admin/i }).click();
}

async function signInByForm(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("Email address").fill(ADMIN.email);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${url}/`);
}
