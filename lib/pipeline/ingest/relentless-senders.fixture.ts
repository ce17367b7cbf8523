import http from "node:http";
import { newFold, rowsOf } from "./fold.fixture";
import { postTelemetry } from "./ingest-process.fixture";
import { decodeRecord } from "./decode-record";
import type { IngestProtocol } from "./log-record";
import { attribute, encodeProtobuf, requestOf } from "./otlp/otlp-request.fixture";
import type { TierRow } from "@/lib/pipeline/aggregate/tier-rows";
import { MINUTE_MS } from "@/lib/domain/window";
import { seededRandom } from "@/lib/platform/seeded-random";
import { remoteWriteBody, type TestSeries } from "@/lib/testing/remote-write-body";

const RETRY_MS = 25;
const INTERVAL_MS = 250;
/** Long enough ago for thousands of intervals, and not so long that a closed window could not be corrected. */
const STARTED_AGO_MS = 45 * MINUTE_MS;
const OVERLOADED = 503;

interface Request {
  readonly protocol: IngestProtocol;
  readonly body: Buffer;
  readonly timeMs: number;
}

export interface Senders {
  /** Where they send to at the moment. */
  port: number;
  /** Requests that were acknowledged, each once. */
  readonly acknowledged: Request[];
  /** Intervals that each sender has sent. */
  readonly intervals: readonly number[];
  /** Lets each sender finish its interval; rejects when one met an answer that it may not meet. */
  stop(): Promise<void>;
}

/** Senders that send in sequence, retry like Prometheus until they are answered, and send half of everything twice. */
export function startSenders(count: number, nowMs: number): Senders {
  const acknowledged: Request[] = [];
  const intervals = new Array<number>(count).fill(0);
  const fromMs = Math.floor((nowMs - STARTED_AGO_MS) / MINUTE_MS) * MINUTE_MS;
  let stopping = false;
  const senders: Senders = { port: 0, acknowledged, intervals, stop };
  const agent = new http.Agent({ keepAlive: true });
  const runs = intervals.map((_, n) => run(n));
  async function stop(): Promise<void> {
    stopping = true;
    await Promise.all(runs);
    agent.destroy();
  }
  async function run(n: number): Promise<void> {
    const random = seededRandom(n + 1);
    for (let interval = 0; !stopping; interval++) {
      for (const request of requestsOf(n, interval, fromMs + interval * INTERVAL_MS)) {
        const twiceAtOnce = random() < 0.2;
        const sends = twiceAtOnce ? [deliver(request), deliver(request)] : [deliver(request)];
        await Promise.all(sends);
        acknowledged.push(request);
        if (!twiceAtOnce && random() < 0.4) await deliver(request);
      }
      intervals[n] = interval + 1;
    }
  }
  async function deliver({ protocol, body }: Request): Promise<void> {
    for (;;) {
      const answer = senders.port === 0 ? null : await postTelemetry(senders.port, protocol, body, { agent }).catch(() => null); // prettier-ignore
      if (answer && answer.status < 300) return;
      if (answer && answer.status !== OVERLOADED)
        throw new Error(`Answered ${answer.status}: ${answer.text}`);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
  return senders;
}

export const counterStep = (n: number) => n + 1 + 1 / 7;
export const regionOf = (n: number) => `region-${n % 2}`;
export const serviceOf = (n: number) => `service-${n}`;

function requestsOf(n: number, interval: number, timeMs: number): Request[] {
  const series = (name: string, value: number): TestSeries => ({
    labels: { __name__: name, region: regionOf(n), service: serviceOf(n) },
    samples: [[timeMs, value]],
  });
  const scalars = [
    series("http_requests_total", interval * counterStep(n)),
    series("cpu_usage_ratio", ((interval * 37) % 100) / 100),
    series("server_count", 100 + ((interval * 13) % 50)),
  ];
  const bucketCounts = [interval, 2 * interval, 0, n * interval];
  const point = {
    timeUnixNano: `${timeMs}000000`,
    count: bucketCounts.reduce((sum, count) => sum + count, 0),
    sum: interval / 3,
    scale: 5,
    positive: { offset: -160, bucketCounts },
  };
  const histogram = { aggregationTemporality: 2, dataPoints: [point] };
  const resource = [attribute("cloud.region", regionOf(n)), attribute("service.name", serviceOf(n))];
  const otlp = requestOf(
    [{ name: "http.server.request.duration", exponentialHistogram: histogram }],
    resource,
  );
  return [
    { protocol: "remote-write", body: remoteWriteBody(scalars), timeMs },
    { protocol: "otlp-protobuf", body: encodeProtobuf(otlp), timeMs },
  ];
}

/** What the roll-ups must hold when each of the requests counts once and the windows before `sweptToMs` are closed. */
export function expectedRows(requests: readonly Request[], sweptToMs: number): TierRow[] {
  const fold = newFold();
  const inOrder = [...requests].sort((a, b) => a.timeMs - b.timeMs);
  for (const { protocol, body, timeMs } of inOrder) {
    const meta = { keyId: "k", demo: false, protocol, receivedAtMs: timeMs };
    fold.foldBatch(decodeRecord({ protocol, body, gzip: false }), meta);
  }
  fold.advance(sweptToMs + 1_000);
  return rowsOf(fold, sweptToMs);
}
