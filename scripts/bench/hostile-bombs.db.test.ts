import { afterAll, beforeAll, expect, test } from "vitest";
import {
  postTelemetry,
  startIngestProcess,
  type IngestProcess,
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

const MAX_ROUNDS = 40;

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

test("bombs are refused, and whoever goes on with them is asked to come again later", async () => {
  const gzip = { headers: { "Content-Encoding": "gzip" } };
  const labels = millionLabels();
  const bombs = [
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
  const first = await bombs[0]!();
  expect(first.status).toBe(413);
  let answer = first;
  for (let round = 0; round < MAX_ROUNDS && answer.status !== 503; round++)
    for (const bomb of bombs) {
      answer = await bomb();
      expect([400, 413, 503]).toContain(answer.status);
      if (answer.status === 503) break;
    }
  expect([answer.status, Number(answer.headers["retry-after"])]).toEqual([503, expect.any(Number)]);
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
