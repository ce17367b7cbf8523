import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import {
  createBackfillFixture,
  engineSource,
  storedRows,
  sumOf,
  type BackfillFixture,
} from "./backfill.fixture";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";

const TOP_MS = Date.UTC(2026, 10, 23, 12, 0, 0);
const FROM_MS = TOP_MS - 4 * HOUR_MS;
const SCRAPE_MS = 15_000;
const PER_SCRAPE = { a: 30, b: 45 };
/** Prometheus' own default, and that of an import's step: a window of a minute holds one such sample. */
const SLOW_SCRAPE_MS = MINUTE_MS;
const SLOW_OFFSET_MS = 7_000;
const SLOW_PER_SCRAPE = { requests: 120, fast: 90, sumSeconds: 18 };
/** Prometheus extrapolates an increase to the ends of its range. */
const WITHIN = 0.01;

const peers = process.env.HM_PEERS_DIR;
let fixture: BackfillFixture;
let folder: string;
let prometheus: ChildProcess | null = null;
let url: string;

/** Counters and gauges as two servers would have been scraped, from a little before the span. */
function openMetrics(): string {
  const lines = ["# TYPE http_requests counter"];
  const each = (line: (timeMs: number, number: number) => string, everyMs = SCRAPE_MS, offsetMs = 0) => {
    for (let at = FROM_MS - 10 * MINUTE_MS + offsetMs, number = 0; at <= TOP_MS; at += everyMs, number++)
      lines.push(line(at, number));
  };
  const eachSlow = (name: string, labels: string, increase: number) =>
    each(
      (at, number) => `${name}{region="us",service="slow"${labels}} ${number * increase} ${at / 1_000}`,
      SLOW_SCRAPE_MS,
      SLOW_OFFSET_MS,
    );
  for (const [service, increase] of Object.entries(PER_SCRAPE))
    each(
      (at, number) =>
        `http_requests_total{region="eu",service="${service}",code="200"} ${number * increase} ${at / 1_000}`,
    );
  eachSlow("http_requests_total", ',code="500"', SLOW_PER_SCRAPE.requests);
  lines.push("# TYPE http_request_duration_seconds histogram");
  eachSlow("http_request_duration_seconds_bucket", ',le="0.1"', SLOW_PER_SCRAPE.fast);
  eachSlow("http_request_duration_seconds_bucket", ',le="+Inf"', SLOW_PER_SCRAPE.requests);
  eachSlow("http_request_duration_seconds_count", "", SLOW_PER_SCRAPE.requests);
  eachSlow("http_request_duration_seconds_sum", "", SLOW_PER_SCRAPE.sumSeconds);
  lines.push("# TYPE cpu_usage_ratio gauge");
  for (const [instance, value] of [
    ["1", 0.2],
    ["2", 0.6],
  ] as const)
    each((at) => `cpu_usage_ratio{region="eu",service="a",instance="${instance}"} ${value} ${at / 1_000}`);
  return [...lines, "# EOF", ""].join("\n");
}

beforeEach(async () => {
  if (peers) fixture = await createBackfillFixture(TOP_MS);
});
beforeAll(async () => {
  if (!peers) return;
  folder = mkdtempSync(path.join(tmpdir(), "hm-prometheus-"));
  const file = path.join(folder, "metrics.om");
  writeFileSync(file, openMetrics());
  writeFileSync(path.join(folder, "prometheus.yml"), "global: {}\n");
  const data = path.join(folder, "data");
  execFileSync(path.join(peers, "usr/bin/promtool"), [
    "tsdb",
    "create-blocks-from",
    "openmetrics",
    file,
    data,
  ]);
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  prometheus = spawn(
    path.join(peers, "usr/bin/prometheus"),
    [
      `--config.file=${path.join(folder, "prometheus.yml")}`,
      `--storage.tsdb.path=${data}`,
      "--storage.tsdb.retention.time=100y",
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: "ignore" },
  );
  for (let attempt = 0; !(await fetch(`${url}/-/ready`).catch(() => null))?.ok; attempt++) {
    if (attempt > 200) throw new Error("Prometheus did not become ready.");
    await sleep(100);
  }
});

afterAll(async () => {
  if (!peers) return;
  if (prometheus) {
    const exit = once(prometheus, "exit");
    prometheus.kill("SIGTERM");
    await exit;
  }
  rmSync(folder, { recursive: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

afterEach(async () => {
  if (peers) await fixture.close();
});

test.runIf(peers)(
  "a real Prometheus with the usual expressions: every tier within 1 % of what it scraped",
  async () => {
    const source = engineSource(url, null);
    const { id } = await fixture.start({ source, fromMs: FROM_MS, toMs: TOP_MS });
    expect(await fixture.finish(id)).toMatchObject({ state: "done", problem: null });
    for (const tierMs of [MINUTE_MS, 5 * MINUTE_MS, HOUR_MS, DAY_MS]) {
      const rows = await storedRows(fixture.test, "requests", tierMs);
      for (const [service, increase] of Object.entries(PER_SCRAPE)) {
        const truth = (increase * (TOP_MS - FROM_MS)) / SCRAPE_MS;
        const imported = sumOf(rows.filter((row) => row.service === service));
        expect(Math.abs(imported / truth - 1), `${service} ${tierMs}`).toBeLessThan(WITHIN);
      }
      const cpu = (await storedRows(fixture.test, "cpu", tierMs)).find((row) => row.service === "a")!;
      expect(cpu.sum / cpu.count).toBeCloseTo(0.4, 9);
      const errors = (await storedRows(fixture.test, "errors", tierMs)).filter((row) => row.service === "a");
      expect([errors.length > 0, sumOf(errors)]).toEqual([true, 0]); // known to be none
    }
  },
);

test.runIf(peers)(
  "one that scrapes each 60 s, as far apart as an import takes its data to be, keeps its requests, errors and latency",
  async () => {
    const { id } = await fixture.start({ source: engineSource(url, null), fromMs: FROM_MS, toMs: TOP_MS });
    expect(await fixture.finish(id)).toMatchObject({ state: "done", problem: null });
    const scrapes = (TOP_MS - FROM_MS) / SLOW_SCRAPE_MS;
    const { requests, sumSeconds } = SLOW_PER_SCRAPE;
    for (const tierMs of [MINUTE_MS, 5 * MINUTE_MS, HOUR_MS, DAY_MS]) {
      const of = async (metric: "requests" | "errors" | "latency") =>
        (await storedRows(fixture.test, metric, tierMs)).filter((row) => row.service === "slow");
      const latency = await of("latency");
      const imported = {
        requests: sumOf(await of("requests")) / (scrapes * requests),
        errors: sumOf(await of("errors")) / (scrapes * requests),
        latencyCount: sumOf(latency, "count") / (scrapes * requests),
        latencySum: sumOf(latency) / (scrapes * sumSeconds * 1_000),
      };
      for (const [what, share] of Object.entries(imported))
        expect(Math.abs(share - 1), `${what} ${tierMs}: ${share}`).toBeLessThan(WITHIN);
    }
  },
);
