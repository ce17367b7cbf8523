import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import snappy from "snappy";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIngestEndpoint } from "./ingest-endpoint";
import { postTelemetry, type Posted, type PostOptions } from "./ingest-process.fixture";
import { temporaryLogDir } from "./ingester.fixture";
import type { Ingester } from "./ingester";
import type { IngestProtocol } from "./log-record";
import { BUILT_IN_RULES } from "./mapping/built-in-rules";
import { createMappingStore } from "./mapping/mapping-store";
import { attribute, encodeJson, encodeProtobuf, requestOf } from "./otlp/otlp-request.fixture";
import { RESPONSE_MESSAGE } from "./otlp/otlp-messages";
import { totalsByTier } from "./stored-rollups.fixture";
import { apiKeyPrefix, hashApiKey, newApiKeySecret } from "@/lib/auth/api-key-secret";
import { createApiKeyStore } from "@/lib/auth/api-key-store";
import { acceptTelemetry } from "@/lib/compose/accept-telemetry";
import { ingestEndpoint, openIngester } from "@/lib/compose/ingest";
import { closeDatabase, processDatabase, type Database } from "@/lib/db/client";
import { SECOND_MS, TIERS } from "@/lib/domain/window";
import type { KeyScope } from "@/lib/platform/actor";
import { systemClock } from "@/lib/platform/clock";
import { readEnv } from "@/lib/platform/env";
import { createLogger } from "@/lib/platform/logger";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { seededRandom } from "@/lib/platform/seeded-random";
import { remoteWriteBody, type TestSeries } from "@/lib/testing/remote-write-body";

const MEBIBYTE = 1024 * 1024;
const MAX_GROWTH_BYTES = 64 * MEBIBYTE;
const BODY_TIME_LIMIT_MS = 300;

let testDatabase: TestDatabase;
let database: Database;
let dir: Awaited<ReturnType<typeof temporaryLogDir>>;
let ingester: Ingester;
let server: http.Server;
let impatient: http.Server;
let patient: http.Server;
let keys: Record<KeyScope, string>;
let connections = 0;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  dir = await temporaryLogDir();
  Object.assign(process.env, {
    DATABASE_URL: testDatabase.url,
    AUTH_SECRET: "x".repeat(32),
    INGEST_LOG_DIR: dir.path,
  });
  const logger = createLogger("test", "silent");
  database = processDatabase(testDatabase.url);
  await createMappingStore(database.prisma).ensureBuiltIn(BUILT_IN_RULES);
  keys = { ingest: await createKey("ingest"), read: await createKey("read") };
  ingester = await openIngester(readEnv(), logger, () => undefined);
  server = await serve(ingestEndpoint(ingester, logger));
  server.on("connection", () => connections++);
  const open = (bodyTimeLimitMs?: number) =>
    createIngestEndpoint({
      accept: (actor, record, batch) => acceptTelemetry(ingester, actor, record, batch),
      clock: systemClock,
      bodyTimeLimitMs,
      authenticate: async () => ({
        kind: "key",
        id: "anybody",
        name: "anybody",
        demo: false,
        scopes: ["ingest:write"],
      }),
      onAnswered: () => undefined,
      onError: () => undefined,
    });
  impatient = await serve(open(BODY_TIME_LIMIT_MS));
  patient = await serve(open());
});

afterAll(async () => {
  for (const one of [server, impatient, patient]) one?.closeAllConnections();
  for (const one of [server, impatient, patient]) one?.close();
  await ingester?.close();
  if (database) await closeDatabase(database);
  await testDatabase?.drop();
  await dir?.remove();
});

async function createKey(scope: KeyScope): Promise<string> {
  const secret = newApiKeySecret(scope);
  await createApiKeyStore(database.prisma).create({
    name: scope,
    scope,
    prefix: apiKeyPrefix(secret, scope),
    hash: hashApiKey(secret),
    demo: false,
    createdBy: "test",
    createdAtMs: Date.now(), // prettier-ignore
  });
  return secret;
}

async function serve(endpoint: ReturnType<typeof createIngestEndpoint>): Promise<http.Server> {
  const one = http.createServer((req, res) => {
    if (!endpoint(req, res)) res.writeHead(404).end("not telemetry");
  });
  await new Promise<void>((resolve) => one.listen(0, "127.0.0.1", resolve));
  return one;
}

const portOf = (one: http.Server) => (one.address() as AddressInfo).port;
const bearer = (secret: string) => ({ Authorization: `Bearer ${secret}` });

function post(protocol: IngestProtocol, body: Buffer, options: PostOptions = {}): Promise<Posted> {
  const headers = { ...bearer(keys.ingest), ...options.headers };
  return postTelemetry(portOf(server), protocol, body, { ...options, headers });
}

const fromMs = Date.now() - 600 * SECOND_MS;
const series = (second: number, value: number, labels: Record<string, string> = {}): TestSeries => ({
  labels: { __name__: "http_requests_total", region: "eu", service: "shop", ...labels },
  samples: [[fromMs + second * SECOND_MS, value]],
});
const write = (second: number, value: number, labels: Record<string, string> = {}) =>
  remoteWriteBody([series(second, value, labels)]);

function counter(values: readonly number[], service: string, second = 1) {
  const timeUnixNano = `${fromMs + second * SECOND_MS}000000`;
  const dataPoints = values.map((asDouble, n) => ({
    asDouble,
    timeUnixNano,
    attributes: [attribute("n", String(n))],
  }));
  const sum = { isMonotonic: true, aggregationTemporality: 2, dataPoints };
  return requestOf([{ name: "http_requests_total", sum }], [attribute("cloud.region", "eu"), attribute("service.name", service)]); // prettier-ignore
}

/** What a service's requests add up to in every tier, after a flush. */
async function requestsOf(service: string): Promise<number[]> {
  expect(await ingester.flusher.flush()).toBe(true);
  const totals = await totalsByTier(testDatabase.pool, "requests", "eu", service);
  return TIERS.map(({ name }) => totals[name]!.sum);
}

describe("who may send", () => {
  it.each<[string, Record<string, string>, number]>([
    ["no key", { Authorization: "" }, 401],
    ["what is no key", { Authorization: "Basic abc" }, 401],
    ["an unknown key", bearer(newApiKeySecret("ingest")), 401],
  ])("%s: 401", async (_, headers, status) => {
    for (const protocol of ["remote-write", "otlp-protobuf", "otlp-json"] as const) {
      const answer = await post(protocol, write(1, 1), { headers });
      expect([answer.status, answer.headers["www-authenticate"]]).toEqual([status, "Bearer"]);
    }
  });

  it("a read key: 403", async () => {
    const answer = await post("remote-write", write(1, 1), { headers: bearer(keys.read) });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.text).detail).toContain("read");
  });
});

describe("what is understood", () => {
  it("remote_write: 204; OTLP: 200 in the request's encoding, plain or gzip", async () => {
    expect(await post("remote-write", write(1, 1))).toMatchObject({ status: 204, text: "" });
    expect(await post("otlp-protobuf", encodeProtobuf(counter([1], "o")))).toMatchObject({
      status: 200,
      text: "",
    });
    const gzip = { headers: { "Content-Encoding": "gzip" } };
    const json = await post("otlp-json", gzipSync(encodeJson(counter([2], "o", 2))), gzip);
    expect([json.status, json.text, json.headers["content-type"]]).toEqual([200, "{}", "application/json"]);
    expect(new Set(await requestsOf("o"))).toEqual(new Set([1]));
  });

  it.each<[string, IngestProtocol, PostOptions, number]>([
    ["another content type", "remote-write", { headers: { "Content-Type": "text/plain" } }, 415],
    ["no compression", "remote-write", { headers: { "Content-Encoding": "identity" } }, 415],
    ["a message that is not known", "remote-write", { headers: { "Content-Type": "application/x-protobuf;proto=io.prometheus.write.v3.Request" } }, 415], // prettier-ignore
    ["remote_write 1.0 by its full name", "remote-write", { headers: { "Content-Type": 'application/x-protobuf; proto="prometheus.WriteRequest"' } }, 204], // prettier-ignore
    ["a 1.0 request that says it is 2.0", "remote-write-2", {}, 400],
    ["remote_write 2.0 in gzip", "remote-write-2", { headers: { "Content-Encoding": "gzip" } }, 415],
    ["OTLP as text", "otlp-protobuf", { headers: { "Content-Type": "text/plain" } }, 415],
    ["OTLP in deflate", "otlp-protobuf", { headers: { "Content-Encoding": "deflate" } }, 415],
    ["GET", "remote-write", { method: "GET" }, 405],
    ["PUT", "otlp-protobuf", { method: "PUT" }, 405],
    ["what is not telemetry is left alone", "remote-write", { path: "/api/v1/query" }, 404],
  ])("%s", async (_, protocol, options, status) => {
    const answer = await post(protocol, write(1, 1), options);
    expect(answer.status).toBe(status);
    if (status === 405) expect(answer.headers.allow).toBe("POST");
  });

  it("what cannot be decoded: 400, and nothing of it is kept", async () => {
    const bodies: [IngestProtocol, Buffer][] = [
      ["remote-write", Buffer.from("hello")],
      ["remote-write", snappy.compressSync(Buffer.from("hello"))],
      ["remote-write", write(1, 1).subarray(0, -3)],
      ["otlp-protobuf", Buffer.from("hello")],
      ["otlp-json", Buffer.from("{")],
      ["otlp-json", Buffer.from('{"resourceMetrics":7}')],
    ];
    const before = ingester.logBytes;
    for (const [protocol, body] of bodies) expect((await post(protocol, body)).status).toBe(400);
    expect(ingester.logBytes).toBe(before);
  });
});

describe("a partial refusal", () => {
  it("of remote_write: 400 with the reasons, the good ones folded; the repeat too", async () => {
    for (const value of [0, 5]) {
      const body = remoteWriteBody([
        series(10 + value, value, { service: "half" }),
        series(10 + value, -1, { service: "half", instance: "negative" }),
        series(-100 * 86_400, 1, { service: "half", instance: "old" }),
      ]);
      for (let repeat = 0; repeat < 2; repeat++) {
        const answer = await post("remote-write", body);
        expect([answer.status, answer.headers["content-type"]]).toEqual([400, "application/problem+json"]);
        expect(JSON.parse(answer.text).detail).toBe(
          "2 samples refused (negative-counter 1, too-old 1); 1 folded.",
        );
      }
    }
    expect(await requestsOf("half")).toEqual([5, 5, 5, 5, 5]);
  });

  it("of OTLP: 200 with a partial success, the good ones folded", async () => {
    await post("otlp-protobuf", encodeProtobuf(counter([0, 0], "otlp", 20)));
    const answer = await post("otlp-protobuf", encodeProtobuf(counter([3, -1], "otlp", 21)));
    expect(answer.status).toBe(200);
    const said = RESPONSE_MESSAGE.toObject(RESPONSE_MESSAGE.decode(answer.body), { longs: Number });
    expect(said.partialSuccess).toMatchObject({ rejectedDataPoints: 1, errorMessage: expect.stringContaining("negative-counter 1") }); // prettier-ignore
    const json = await post("otlp-json", encodeJson(counter([-1], "otlp", 22)));
    expect(JSON.parse(json.text).partialSuccess.rejectedDataPoints).toBe("1");
    expect(await requestsOf("otlp")).toEqual([3, 3, 3, 3, 3]);
  });
});

describe("hostile bodies", () => {
  const peakBytes = () => process.resourceUsage().maxRSS * 1024;

  /** A snappy block of `length` bytes whose header claims more. */
  function claiming(bytes: number, length: number): Buffer {
    const claim: number[] = [];
    let rest = bytes;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) claim.push((rest % 0x80) | 0x80);
    return Buffer.concat([Buffer.from([...claim, rest]), Buffer.alloc(length, 0xfe)], length);
  }

  it("a 47-byte snappy body that claims gigabytes is refused without memory for them", async () => {
    const before = peakBytes();
    const claims = [2 ** 32 - 1, 2 ** 31, 2 ** 30, 31 * MEBIBYTE, 2 ** 40, 2 ** 62];
    const answers = await Promise.all(
      Array.from({ length: 120 }, (_, n) => post("remote-write", claiming(claims[n % claims.length]!, 47))),
    );
    expect([...new Set(answers.map(({ status }) => status))].sort()).toEqual([400, 413]);
    expect(peakBytes() - before).toBeLessThan(MAX_GROWTH_BYTES);
  });

  it("a gzip bomb is refused at the limit", async () => {
    const bomb = Buffer.concat(new Array<Buffer>(1_000).fill(gzipSync(Buffer.alloc(MEBIBYTE))));
    const before = peakBytes();
    for (const protocol of ["otlp-protobuf", "otlp-json"] as const) {
      const answer = await post(protocol, bomb, { headers: { "Content-Encoding": "gzip" } });
      expect(answer.status).toBe(413);
    }
    expect(peakBytes() - before).toBeLessThan(MAX_GROWTH_BYTES);
  });

  it("garbage, by the hundred, costs honest senders nothing", { timeout: 30_000 }, async () => {
    const random = seededRandom(4_711);
    const valid = [
      write(1, 1, { region: "garbage" }),
      encodeProtobuf(requestOf([{ name: "http_requests_total", gauge: { dataPoints: [{ asDouble: 1 }] } }])),
      encodeJson(requestOf([{ name: "x", gauge: { dataPoints: [{ asDouble: 1 }] } }])),
    ];
    const mutate = (body: Buffer) => {
      const bytes = Buffer.from(body);
      for (let flips = 1 + Math.floor(random() * 8); flips > 0; flips--)
        bytes[Math.floor(random() * bytes.length)]! = Math.floor(random() * 256);
      return random() < 0.3 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
    };
    const noise = () => Buffer.from(Array.from({ length: Math.floor(random() * 200) }, () => Math.floor(random() * 256))); // prettier-ignore
    const protocols = ["remote-write", "otlp-protobuf", "otlp-json"] as const;
    const garbage = async () => {
      for (let n = 0; n < 300; n++) {
        const kind = Math.floor(random() * 3);
        const body = random() < 0.3 ? noise() : mutate(valid[kind]!);
        const { status } = await post(protocols[kind]!, random() < 0.2 ? snappy.compressSync(body) : body);
        expect([200, 204, 400, 413]).toContain(status);
      }
    };
    const honest = async () => {
      for (let n = 0; n <= 200; n++)
        expect((await post("remote-write", write(n / 2, 3 * n, { service: "honest" }))).status).toBe(204);
    };
    await Promise.all([garbage(), honest(), garbage()]);
    expect(await requestsOf("honest")).toEqual([600, 600, 600, 600, 600]);
  });
});

describe("connections", () => {
  it("survive refused requests", async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const before = connections;
    const large = Buffer.alloc(300_000, 1);
    const statuses = [
      await post("remote-write", large, { agent, headers: { Authorization: "" } }),
      await post("remote-write", large, { agent, headers: { "Content-Type": "text/plain" } }),
      await post("remote-write", large, { agent }),
      await post("remote-write", Buffer.alloc(0), { agent, method: "GET" }),
      await post("remote-write", write(30, 1), { agent }),
    ].map(({ status }) => status);
    agent.destroy();
    expect(statuses).toEqual([401, 415, 400, 405, 204]);
    expect(connections - before).toBe(1);
  });

  it("end after a body past the limit, but its sender reads why", async () => {
    for (const bytes of [9 * MEBIBYTE, 30 * MEBIBYTE]) {
      const answer = await post("remote-write", Buffer.alloc(bytes));
      expect([answer.status, answer.headers.connection]).toEqual([413, "close"]);
    }
    const unauthenticated = await post("remote-write", Buffer.alloc(7 * MEBIBYTE), {
      headers: { Authorization: "" },
    });
    expect(unauthenticated.status).toBe(401);
  });

  it("even a sender that reads nothing before it has sent everything", async () => {
    const bytes = 12 * MEBIBYTE;
    const socket = net.connect({ port: portOf(server), host: "127.0.0.1" }).pause();
    const broken = new Promise((_, reject) => socket.on("error", reject));
    const head = `POST /api/v1/write HTTP/1.1\r\nHost: x\r\nContent-Length: ${bytes}\r\n\r\n`;
    socket.write(head);
    const sent = new Promise((resolve) => socket.write(Buffer.alloc(bytes), resolve));
    await Promise.race([sent, broken]);
    const heard = new Promise<Buffer>((resolve) => socket.once("data", resolve));
    socket.resume();
    expect(String(await Promise.race([heard, broken]))).toMatch(/^HTTP\/1\.1 401 /);
    socket.destroy();
  });

  it("that stall in the middle of a body are let go of", async () => {
    const socket = net.connect(portOf(impatient), "127.0.0.1");
    const startMs = performance.now();
    socket.write(`POST /api/v1/write HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\nContent-Encoding: snappy\r\nContent-Length: 1000\r\n\r\nhalf`); // prettier-ignore
    const heard = await new Promise<string>((resolve) => {
      let text = "";
      socket.on("data", (chunk) => (text += chunk.toString()));
      socket.on("close", () => resolve(text));
    });
    expect(heard).toMatch(/^HTTP\/1\.1 503 /);
    expect(performance.now() - startMs).toBeLessThan(BODY_TIME_LIMIT_MS + 3_000);
  });

  it("that break in the middle of a body leave nothing behind", async () => {
    const before = ingester.logBytes;
    for (let n = 0; n < 20; n++) {
      const socket = net.connect(portOf(impatient), "127.0.0.1");
      socket.write(`POST /v1/metrics HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\nContent-Length: 1000\r\n\r\nhalf`); // prettier-ignore
      await new Promise((resolve) => setTimeout(resolve, 5));
      socket.resetAndDestroy();
    }
    expect((await post("remote-write", write(40, 1, { service: "after" }))).status).toBe(204);
    expect(ingester.logBytes).toBeGreaterThan(before);
  });

  it("that claim more than is read at once are asked to come again, and then served", async () => {
    // Together ten bytes less than the 256 MiB that are read at once.
    const sizes = [...new Array<number>(12).fill(20 * MEBIBYTE), 16 * MEBIBYTE - 10];
    const claims = sizes.map((bytes) => {
      const socket = net.connect(portOf(patient), "127.0.0.1").on("error", () => undefined);
      socket.write(`POST /v1/metrics HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\nContent-Length: ${bytes}\r\n\r\nx`); // prettier-ignore
      return socket;
    });
    const small = () => postTelemetry(portOf(patient), "remote-write", write(50, 1));
    let answer = await small();
    await expect
      .poll(async () => (answer = await small()).status, { interval: 10, timeout: 10_000 })
      .toBe(503);
    expect(answer.headers["retry-after"]).toBe("1");
    for (const socket of claims) socket.destroy();
    await expect.poll(async () => (await small()).status, { timeout: 10_000 }).toBe(204);
  });
});
