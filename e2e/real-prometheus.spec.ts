import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { regionalMetricsResponseSchema } from "@/lib/contracts/regional-metrics";
import { CHECKOUT } from "./fixtures/checkout";
import { cleanEnvironment } from "./fixtures/clean-environment";
import { createDataFolder, type DataFolder } from "./fixtures/data-folder";
import { freePort } from "./fixtures/free-port";
import { MachineMeter, withBusyCpu } from "./fixtures/machine-load";
import type { RealSystem } from "./fixtures/system";
import { expect, test } from "./fixtures/test";
import { until } from "./fixtures/until";

const REGION = "my-region";
/** What a figure of the present covers. */
const PRESENT_MS = 60_000;
/** From here on what happened before the load and before Prometheus matters little. */
const ENOUGH_MS = 45_000;
const CPU_POINTS = 10;
const MEMORY_POINTS = 5;

const peers = process.env.HM_PEERS_DIR;
let folder: DataFolder;
const children: ChildProcess[] = [];

test.beforeAll(() => {
  folder = createDataFolder();
});

test.afterAll(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const exit = once(child, "exit");
    child.kill("SIGTERM");
    await exit;
  }
  folder.remove();
});

test("a real Prometheus with the README's lines: this machine's CPU is a region's CPU @debian", async ({
  page,
  real,
}) => {
  test.skip(!peers, "needs Debian's prometheus and prometheus-node-exporter (HM_PEERS_DIR)");
  test.setTimeout(180_000);
  const machine = new MachineMeter();
  await withBusyCpu(async () => {
    await startPrometheus(real);
    await real.signIn(page);
    await page.goto(real.url);
    const shown = page.locator(`tr[data-region='${REGION}'] [data-column='cpu'] [role='img']`);
    await expect(shown).toBeVisible({ timeout: 60_000 });
    await until("enough of it", PRESENT_MS, () => machine.countedMs > ENOUGH_MS);
    const difference = async () => {
      const toMs = Date.parse((await page.locator("[data-freshness] time").getAttribute("datetime")) ?? "");
      const percent = Number.parseFloat((await shown.getAttribute("aria-label")) ?? "");
      return Math.abs(percent - 100 * machine.busyShare(toMs - PRESENT_MS, toMs));
    };
    await expect.poll(difference, { timeout: 25_000 }).toBeLessThanOrEqual(CPU_POINTS);
  });
  machine.stop();
  const { data } = await real.api.read(`/metrics/regional?regions=${REGION}`, regionalMetricsResponseSchema);
  const [least, most] = machine.memoryRange();
  expect(data[0].memory_utilization).toBeGreaterThanOrEqual(100 * least - MEMORY_POINTS);
  expect(data[0].memory_utilization).toBeLessThanOrEqual(100 * most + MEMORY_POINTS);
  expect(data[0].disk_utilization, "of this machine's file systems").toEqual(expect.any(Number));
  expect(data[0].server_count).toBe(1);
  expect(data[0].requests_per_second, "nobody sends requests").toBeNull();
});

/** Starts node_exporter, and a Prometheus that scrapes it and writes to us. */
async function startPrometheus(real: RealSystem): Promise<void> {
  const [exporterPort, prometheusPort] = [await freePort(), await freePort()];
  mkdirSync(folder.path, { recursive: true });
  const file = path.join(folder.path, "prometheus.yml");
  writeFileSync(file, readmeConfig(real, `127.0.0.1:${exporterPort}`));
  run("prometheus-node-exporter", [`--web.listen-address=127.0.0.1:${exporterPort}`]);
  run("prometheus", [
    `--config.file=${file}`,
    `--storage.tsdb.path=${path.join(folder.path, "tsdb")}`,
    `--web.listen-address=127.0.0.1:${prometheusPort}`,
  ]);
  await until(
    "Prometheus is ready",
    30_000,
    async () => (await fetch(`http://127.0.0.1:${prometheusPort}/-/ready`)).ok,
  );
}

function run(program: string, args: readonly string[]): void {
  const file = path.join(peers as string, "usr/bin", program);
  const child = spawn(file, args, { env: cleanEnvironment(), stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-2_000);
  });
  child.once("exit", (code) => {
    if (code) console.error(`${program} ended with ${code}:\n${said}`);
  });
  children.push(child);
}

/** The lines between the README's markers, with this system's address, a real key and the exporter's address in them. */
function readmeConfig({ url, ingestKey }: RealSystem, target: string): string {
  const readme = readFileSync(path.join(CHECKOUT, "README.md"), "utf8");
  const block = /<!-- prometheus-config -->\s*```yaml\n([\s\S]*?)```/.exec(readme)?.[1];
  if (!block) throw new Error("README.md has no block after <!-- prometheus-config -->");
  const own = { "http://127.0.0.1:3000": url, "<ingest key>": ingestKey, "127.0.0.1:9100": target };
  return Object.entries(own).reduce((text, [example, value]) => {
    if (!text.includes(example)) throw new Error(`The README's configuration does not have ${example}`);
    return text.replace(example, value);
  }, block);
}
