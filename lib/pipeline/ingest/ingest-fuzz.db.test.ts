import { gzipSync } from "node:zlib";
import snappy from "snappy";
import { afterAll, beforeAll, expect, it } from "vitest";
import { postTelemetry, startIngestProcess, type IngestProcess, type Posted } from "./ingest-process.fixture";
import { temporaryLogDir } from "./ingester.fixture";
import type { IngestProtocol } from "./log-record";
import { STATUS_MESSAGE } from "./otlp/otlp-messages";
import { attribute, encodeJson, encodeProtobuf, requestOf } from "./otlp/otlp-request.fixture";
import { seededRandom } from "@/lib/platform/seeded-random";
import { encodeWriteRequest2 } from "./remote-write/remote-write-2-request.fixture";
import { totalsByTier } from "./stored-rollups.fixture";
import { SECOND_MS } from "@/lib/domain/window";
import { encodeWriteRequest } from "@/lib/testing/remote-write-body";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";

const SEED = 20_261_126;
const BODIES_PER_DOOR = 400;
const HONEST_STEPS = 120;
const STEP = 7;
const DOORS = ["remote-write", "remote-write-2", "otlp-protobuf", "otlp-json"] as const;
const MAX_DAMAGES = 8;

let database: TestDatabase;
let dir: Awaited<ReturnType<typeof temporaryLogDir>>;
let ingest: IngestProcess;
const fromMs = Date.now() - 300 * SECOND_MS;

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

/** A counter of a service in its `step`-th second, as each door is sent it, before compression. */
function honest(door: IngestProtocol, service: string, step: number): Buffer {
  const labels = { __name__: "http_requests_total", region: "fuzz", service };
  const [timestamp, value] = [fromMs + step * SECOND_MS, step * STEP];
  const pair = { cluster: "c", __replica__: "r" };
  if (door === "remote-write")
    return encodeWriteRequest([{ labels: { ...labels, ...pair }, samples: [[timestamp, value]] }]);
  if (door === "remote-write-2") {
    const histogram = {
      countInt: 3,
      sum: 1,
      positiveSpans: [{ offset: 0, length: 2 }],
      positiveDeltas: [1, 1],
      timestamp,
    };
    const durations = {
      ...labels,
      __name__: "http_request_duration_seconds",
      service: `${service}-durations`,
    };
    return encodeWriteRequest2([
      { labels, samples: [{ value, timestamp }], type: 1 },
      { labels: durations, histograms: [histogram], type: 3 },
    ]);
  }
  const dataPoints = [{ asDouble: value, timeUnixNano: `${timestamp}000000` }];
  const metrics = [
    { name: "http_requests_total", sum: { isMonotonic: true, aggregationTemporality: 2, dataPoints } },
    {
      name: "x",
      exponentialHistogram: {
        aggregationTemporality: 2,
        dataPoints: [{ count: "2", scale: 3, positive: { bucketCounts: ["1", "1"] } }],
      },
    },
  ];
  const request = requestOf(metrics, [attribute("cloud.region", "fuzz"), attribute("service.name", service)]);
  return door === "otlp-json" ? encodeJson(request) : encodeProtobuf(request);
}

const isRemoteWrite = (door: IngestProtocol) => door.startsWith("remote-write");
const asSent = (door: IngestProtocol, plain: Buffer) =>
  isRemoteWrite(door) ? snappy.compressSync(plain) : plain;

/** Bodies that are damaged in every way that is thought of, the same ones in every run. */
class Fuzzer {
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  /** A body for a door and whether it is said to be gzip. */
  next(door: IngestProtocol, step: number): { body: Buffer; gzip: boolean } {
    const gzip = !isRemoteWrite(door) && this.random() < 0.2;
    const compress = (bytes: Buffer) => (gzip ? gzipSync(bytes) : asSent(door, bytes));
    const region = Buffer.from("fuzz");
    const valid = Buffer.from(honest(door, "nobody", step).toString("latin1").replaceAll(region.toString(), "junk"), "latin1"); // prettier-ignore
    switch (this.below(5)) {
      case 0:
        return { body: this.noise(), gzip };
      case 1:
        return { body: compress(this.noise()), gzip };
      case 2:
        return { body: this.damage(compress(valid)), gzip };
      default:
        return { body: compress(this.damage(valid)), gzip };
    }
  }

  private below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  private noise(): Buffer {
    return Buffer.from(Array.from({ length: this.below(300) }, () => this.below(256)));
  }

  private damage(bytes: Buffer): Buffer {
    let damaged = Buffer.from(bytes);
    for (let n = 1 + this.below(MAX_DAMAGES); n > 0; n--) {
      const at = this.below(damaged.length);
      const to = at + this.below(damaged.length - at);
      switch (this.below(5)) {
        case 0:
          damaged = damaged.subarray(0, at);
          break;
        case 1: // a piece again, somewhere else
          damaged = Buffer.concat([
            damaged.subarray(0, this.below(damaged.length)),
            damaged.subarray(at, to),
            damaged.subarray(at),
          ]);
          break;
        case 2: // a length or a number becomes a huge one
          damaged = Buffer.concat([
            damaged.subarray(0, at),
            Buffer.alloc(1 + this.below(9), 0xff),
            damaged.subarray(at),
          ]);
          break;
        default:
          if (damaged.length > 0) damaged[at] = this.below(256);
      }
    }
    return damaged;
  }
}

/** An answer that says, in the door's own way, that it was understood or what was wrong. */
function expectClear(door: IngestProtocol, answer: Posted): void {
  expect([200, 204, 400, 413]).toContain(answer.status);
  if (answer.status < 400) return;
  if (isRemoteWrite(door)) {
    const problem = JSON.parse(answer.text);
    expect([answer.headers["content-type"], problem.status]).toEqual([
      "application/problem+json",
      answer.status,
    ]);
    expect(problem.detail).toMatch(/\S/);
  } else {
    const status =
      door === "otlp-json"
        ? JSON.parse(answer.text)
        : STATUS_MESSAGE.toObject(STATUS_MESSAGE.decode(answer.body));
    expect(status).toMatchObject({ code: expect.any(Number), message: expect.stringMatching(/\S/) });
  }
}

it(
  "garbage at every door is answered clearly, ends nothing and costs honest senders nothing",
  { timeout: 180_000 },
  async () => {
    const statuses = new Map<string, number>();
    const attack = async (door: IngestProtocol, seed: number) => {
      const fuzzer = new Fuzzer(seed);
      for (let n = 0; n < BODIES_PER_DOOR; n++) {
        const { body, gzip } = fuzzer.next(door, n % HONEST_STEPS);
        const headers: Record<string, string> = gzip ? { "Content-Encoding": "gzip" } : {};
        const answer = await postTelemetry(ingest.port, door, body, { headers });
        expectClear(door, answer);
        const key = `${door} ${answer.status}`;
        statuses.set(key, (statuses.get(key) ?? 0) + 1);
      }
    };
    const send = async (door: IngestProtocol) => {
      for (let step = 0; step <= HONEST_STEPS; step++) {
        const answer = await postTelemetry(
          ingest.port,
          door,
          asSent(door, honest(door, `honest-${door}`, step)),
        );
        expect([200, 204]).toContain(answer.status);
      }
    };
    await Promise.all([...DOORS.map((door, n) => attack(door, SEED + n)), ...DOORS.map(send)]);
    for (const door of DOORS) expect(statuses.get(`${door} 400`)).toBeGreaterThan(BODIES_PER_DOOR / 4);
    expect(ingest.said("error")).toEqual([]);
    await ingest.end("SIGTERM"); // flushes
    for (const door of DOORS) {
      const totals = await totalsByTier(database.pool, "requests", "fuzz", `honest-${door}`);
      expect([door, totals["10s"]!.sum]).toEqual([door, HONEST_STEPS * STEP]);
    }
  },
);
