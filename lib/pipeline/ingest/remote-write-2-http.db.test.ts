import snappy from "snappy";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postTelemetry, startIngestProcess, type IngestProcess, type Posted } from "./ingest-process.fixture";
import { temporaryLogDir } from "./ingester.fixture";
import { encodeWriteRequest2, type RequestSeries2 } from "./remote-write/remote-write-2-request.fixture";
import { totalsByTier } from "./stored-rollups.fixture";
import { SECOND_MS } from "@/lib/domain/window";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { remoteWriteBody } from "@/lib/testing/remote-write-body";

let database: TestDatabase;
let dir: Awaited<ReturnType<typeof temporaryLogDir>>;
let ingest: IngestProcess;
const fromMs = Date.now() - 300 * SECOND_MS;

beforeAll(async () => {
  database = await createTestDatabase();
  dir = await temporaryLogDir();
  ingest = await start();
});
afterAll(async () => {
  await ingest?.end("SIGKILL");
  await database?.drop();
  await dir?.remove();
});

const start = () => startIngestProcess({ databaseUrl: database.url, dir: dir.path });
const at = (second: number) => fromMs + second * SECOND_MS;
const labels = (service: string) => ({ __name__: "http_requests_total", region: "eu", service });
const sample = (second: number, value: number) => ({ value, timestamp: at(second) });
const histogram = (second: number, countInt: number) => ({
  countInt,
  sum: 1,
  positiveSpans: [{ offset: 0, length: 1 }],
  positiveDeltas: [countInt],
  timestamp: at(second),
});

function send(series: readonly RequestSeries2[], headers = {}): Promise<Posted> {
  const body = snappy.compressSync(encodeWriteRequest2(series));
  return postTelemetry(ingest.port, "remote-write-2", body, { headers });
}

/** Status, then samples, histograms and exemplars written. */
function answerOf({ status, headers }: Posted): unknown[] {
  const written = ["samples", "histograms", "exemplars"].map(
    (kind) => headers[`x-prometheus-remote-write-${kind}-written`],
  );
  return [status, ...written];
}

describe("an answer to remote_write 2.0 says what was written", () => {
  const name = { ...labels("written"), __name__: "http_request_duration_seconds" };

  it("all of it: 204; again when it is repeated, and when nobody has use for it", async () => {
    const series: RequestSeries2[] = [
      { labels: labels("written"), samples: [sample(1, 1), sample(2, 2)], type: 1 },
      { labels: name, histograms: [histogram(1, 5)], type: 3 },
      { labels: { __name__: "no_rule" }, samples: [sample(1, 1)], exemplars: [{ labelsRefs: [], value: 1, timestamp: 1 }] },
    ]; // prettier-ignore
    for (let repeat = 0; repeat < 2; repeat++) {
      const answer = await send(series);
      expect(answerOf(answer)).toEqual([204, "3", "1", "0"]);
      expect(answer.text).toBe("");
    }
  });

  it("a part of it: 400 with the reasons and what was written", async () => {
    const good = { ...labels("part"), instance: "good" };
    const answer = await send([
      { labels: good, samples: [sample(1, 0), sample(2, 7)], type: 1 },
      { labels: labels("part"), samples: [sample(-100 * 86_400, 1)], type: 1 },
      { labels: name, histograms: [histogram(-100 * 86_400, 1), histogram(3, 6), { ...histogram(4, 2), countInt: 3 }] },
    ]); // prettier-ignore
    expect(answerOf(answer)).toEqual([400, "2", "1", "0"]);
    expect(JSON.parse(answer.text).detail).toBe(
      "3 samples refused (invalid-histogram 1, too-old 2); 3 folded.",
    );
  });

  it.each<[string, number, () => Promise<Posted>]>([
    ["what cannot be read", 400, () => postTelemetry(ingest.port, "remote-write-2", Buffer.from("hello"))],
    ["another encoding", 415, () => send([], { "Content-Encoding": "gzip" })],
    ["too much", 413, () => postTelemetry(ingest.port, "remote-write-2", Buffer.alloc(9_000_000))],
  ])("none of it, for %s: %i", async (_, status, post) => {
    const answer = await post();
    expect(answerOf(answer)).toEqual([status, "0", "0", "0"]);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
  });

  it("nothing of the kind to a 1.0 sender", async () => {
    const answer = await postTelemetry(ingest.port, "remote-write", Buffer.from("hello"));
    expect(answerOf(answer)).toEqual([400, undefined, undefined, undefined]);
  });
});

it("a sender that upgrades doubles nothing, not even through a kill -9 and a replay of both", async () => {
  const old = (second: number) =>
    remoteWriteBody([{ labels: labels("upgrade"), samples: [[at(second), second * 10]] }]);
  const now = (second: number) =>
    send([
      {
        labels: labels("upgrade"),
        samples: [{ ...sample(second, second * 10), startTimestamp: at(-900) }],
        type: 1,
      },
    ]);
  for (const second of [1, 6, 11])
    expect((await postTelemetry(ingest.port, "remote-write", old(second))).status).toBe(204);
  for (const second of [11, 16]) expect((await now(second)).status).toBe(204);
  await ingest.end("SIGKILL");
  ingest = await start();
  expect((await now(21)).status).toBe(204);
  await ingest.end("SIGTERM"); // flushes
  const totals = await totalsByTier(database.pool, "requests", "eu", "upgrade");
  expect(totals["10s"]!.sum).toBe(200);
});
