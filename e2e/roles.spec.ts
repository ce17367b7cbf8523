import { createDataFolder } from "./fixtures/data-folder";
import { freePort } from "./fixtures/free-port";
import { Instance } from "./fixtures/instance";
import { createKey } from "./fixtures/system";
import { ApiClient } from "./fixtures/api-client";
import { createDatabase } from "./fixtures/test-database";
import { sendRemoteWrite } from "./fixtures/send-metrics";
import { expect, test } from "./fixtures/test";
import { globalMetricsResponseSchema } from "@/lib/contracts/global-metrics";

const START_MS = 300_000;
const SEEN_MS = 40_000;

test("ingest, web and worker run apart on one database", async () => {
  test.setTimeout(START_MS);
  const database = await createDatabase();
  const [ingestFolder, webFolder, workerFolder] = [
    createDataFolder(),
    createDataFolder(),
    createDataFolder(),
  ];
  const started: Instance[] = [];
  const start = async (ROLE: string, dataDir: string) => {
    const env = { ROLE, AUTH_SECRET: "the same for all of them, thirty-two characters" };
    const one = await Instance.start({
      dataDir,
      port: await freePort(),
      databaseUrl: database.url,
      args: ["--no-demo"],
      env,
    });
    started.push(one);
    return one;
  };
  try {
    const ingest = await start("ingest", ingestFolder.path);
    const web = await start("web", webFolder.path);
    const worker = await start("worker", workerFolder.path);
    expect([...worker.processes().keys()].sort()).toEqual(["launcher", "worker"]);
    expect([...ingest.processes().keys()].sort()).toEqual(["launcher", "server"]);
    const ingestKey = await createKey({ DATABASE_URL: database.url }, "ingest", "sender");
    const api = new ApiClient(web.url, await createKey({ DATABASE_URL: database.url }, "read", "reader"));

    const elsewhere = await fetch(`${web.url}/api/v1/write`, { method: "POST", body: "x" });
    expect([elsewhere.status, (await elsewhere.json()).detail]).toEqual([
      404,
      expect.stringContaining("ROLE=ingest"),
    ]);
    const page = await fetch(`${ingest.url}/`);
    expect([page.status, (await page.json()).detail]).toEqual([404, expect.stringContaining("ROLE=ingest")]);
    expect((await fetch(`${ingest.url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${ingest.url}/metrics`)).text()).toContain("hm_ingest_requests_total");
    expect((await fetch(`${web.url}/sign-in`)).status).toBe(200);

    let value = 0;
    await expect
      .poll(
        async () => {
          const labels = { __name__: "http_requests_total", region: "apart", service: "shop" };
          await sendRemoteWrite({ url: ingest.url, ingestKey }, [
            { labels, samples: [[Date.now(), (value += 50)]] },
          ]);
          return (
            (await api.read("/metrics/global", globalMetricsResponseSchema)).data.total_requests_per_second ??
            0
          );
        },
        { intervals: [1_000], timeout: SEEN_MS },
      )
      .toBeGreaterThan(0);
    expect((await fetch(`${ingest.url}/readyz`)).status).toBe(200);
  } finally {
    for (const one of started.reverse()) await one.stop();
    await database.drop();
    for (const folder of [ingestFolder, webFolder, workerFolder]) folder.remove();
  }
});
