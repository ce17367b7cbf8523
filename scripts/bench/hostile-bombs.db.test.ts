import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  postTelemetry,
  startIngestProcess,
  type IngestProcess,
  type Posted,
} from "@/lib/pipeline/ingest/ingest-process.fixture";
import { temporaryLogDir } from "@/lib/pipeline/ingest/ingester.fixture";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { remoteWriteBody } from "@/lib/testing/remote-write-body";
import {
  gzipBomb,
  millionLabels,
  otlpBombs,
  protobufBombs1,
  protobufBombs2,
  snappyBombs,
} from "./hostile-bodies.mjs";

const MEBIBYTE = 1024 * 1024;
const MS_PER_SECOND = 1_000;
/** All bombs, one after the other, on a process that has seen honest requests: + 56 to + 119 measured, as garbage happens to go. */
const MAX_MORE_BYTES = 192 * MEBIBYTE;
const HONEST_REQUESTS = 20;
const HONEST_SERIES = 10_000;
const TIMES = 3;
/** Many times as long as the costliest bomb, sent without a pause, needs to be refused. */
const MAX_BOMBING_MS = 30_000;

let database: TestDatabase;
let dir: Awaited<ReturnType<typeof temporaryLogDir>>;
let ingest: IngestProcess;

beforeAll(async () => {
  database = await createTestDatabase();
  dir = await temporaryLogDir();
  ingest = await startIngestProcess({ databaseUrl: database.url, dir: dir.path });
});
afterAll(async () => {
  await ingest?.end("SIGKILL");
  await database?.drop();
  await dir?.remove();
});

type Bomb = () => Promise<Posted>;

function allBombs(): Bomb[] {
  const gzip = { headers: { "Content-Encoding": "gzip" } };
  const labels = millionLabels();
  return [
    ...[...snappyBombs(), ...protobufBombs1(), labels.one].map(
      (body) => () => postTelemetry(ingest.port, "remote-write", body),
    ),
    ...[...protobufBombs2(), labels.two].map(
      (body) => () => postTelemetry(ingest.port, "remote-write-2", body),
    ),
    ...[...otlpBombs(), gzipBomb()].map(
      (body) => () => postTelemetry(ingest.port, "otlp-protobuf", body, gzip),
    ),
  ];
}

/** Sends a bomb until it is judged by itself, not for those before it. */
async function patiently(bomb: Bomb): Promise<{ readonly answer: Posted; readonly tookMs: number }> {
  for (;;) {
    const startMs = performance.now();
    const answer = await bomb();
    if (answer.status !== 503) return { answer, tookMs: performance.now() - startMs };
    await sleep(Number(answer.headers["retry-after"]) * MS_PER_SECOND);
  }
}

/** The bomb that surely takes longest: by the shortest of a few times, since a machine may pause. */
async function costliest(bombs: readonly Bomb[]): Promise<Bomb> {
  let found = { bomb: bombs[0]!, leastMs: 0 };
  for (const bomb of bombs) {
    let leastMs = Infinity;
    for (let n = 0; n < TIMES; n++) leastMs = Math.min(leastMs, (await patiently(bomb)).tookMs);
    if (leastMs > found.leastMs) found = { bomb, leastMs };
  }
  return found.bomb;
}

/** VmHWM: the most memory the process ever had; VmRSS: what it has. Linux alone tells. */
function processBytes(field: "VmHWM" | "VmRSS"): number {
  const status = readFileSync(`/proc/${ingest.pid}/status`, "utf8");
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status)![1]) * 1024;
}

function honestBody(stampMs: number): Buffer {
  return remoteWriteBody(
    Array.from({ length: HONEST_SERIES }, (_, n) => ({
      labels: { __name__: "up", region: "r", instance: `${n}` },
      samples: [[stampMs, 1]],
    })),
  );
}

test("bombs are refused, within bounded memory", async () => {
  const nowMs = Date.now();
  for (let n = 0; n < HONEST_REQUESTS; n++)
    expect((await postTelemetry(ingest.port, "remote-write", honestBody(nowMs + n))).status).toBe(204);
  const linux = process.platform === "linux";
  const beforeBytes = linux ? processBytes("VmRSS") : 0;
  for (const bomb of allBombs()) expect([400, 413]).toContain((await patiently(bomb)).answer.status);
  if (linux) expect(processBytes("VmHWM") - beforeBytes).toBeLessThan(MAX_MORE_BYTES);
  expect(ingest.said("error")).toEqual([]);
});

test("whoever goes on with bombs is asked to come again later", async () => {
  const bomb = await costliest(allBombs());
  const endMs = performance.now() + MAX_BOMBING_MS;
  let answer = await bomb();
  while (answer.status !== 503 && performance.now() < endMs) answer = await bomb();
  expect(answer.status).toBe(503);
  expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  expect(Number(answer.headers["retry-after"])).toBeLessThanOrEqual(10);
  expect(ingest.said("error")).toEqual([]);
  const good = remoteWriteBody([{ labels: { __name__: "up", region: "r" }, samples: [[Date.now(), 1]] }]);
  await expect
    .poll(async () => (await postTelemetry(ingest.port, "remote-write", good)).status, {
      timeout: 20_000,
      interval: 500,
    })
    .toBe(204);
});
