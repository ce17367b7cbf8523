import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newFold, rowsOf, sendOtlp, sendRemoteWrite, T0_MS } from "./fold.fixture";
import { acceptBody, acceptSeries, openTestIngester, temporaryLogDir, type TestIngester, type TestIngesterOptions } from "./ingester.fixture"; // prettier-ignore
import { attribute, encodeProtobuf, requestOf } from "./otlp/otlp-request.fixture";
import { expectStored, totalsByTier } from "./stored-rollups.fixture";
import { createPool } from "@/lib/db/client";
import { DEFAULT_ADMISSION_LIMITS } from "./admission/admission";
import { DAY_MS, SECOND_MS, TIERS } from "@/lib/domain/window";
import type { FlushStore } from "@/lib/pipeline/store/flush-store";
import { AppError } from "@/lib/platform/errors";
import { fixedClock, type FixedClock } from "@/lib/testing/fixed-clock";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import type { TestSeries } from "@/lib/testing/remote-write-body";
import type pg from "pg";

let database: TestDatabase;
let pool: pg.Pool;
let dir: Awaited<ReturnType<typeof temporaryLogDir>>;
let clock: FixedClock;
const open: TestIngester[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
  dir = await temporaryLogDir();
  clock = fixedClock(T0_MS);
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.ingester.close();
  await pool.end();
  await database.drop();
  await dir.remove();
});

async function start(options: Partial<TestIngesterOptions> = {}): Promise<TestIngester> {
  const one = await openTestIngester({ pool, databaseUrl: database.url, dir: dir.path, clock, ...options });
  open.push(one);
  return one;
}

const at = (second: number) => T0_MS + second * SECOND_MS;
const series = (
  name: string,
  second: number,
  value: number,
  labels: Record<string, string> = {},
): TestSeries => ({
  labels: { __name__: name, region: "eu", service: "shop", ...labels },
  samples: [[at(second), value]],
});

/** What a few senders say in one interval. */
function request(second: number): TestSeries[] {
  return [
    series("http_requests_total", second, 10 * second, { status: "200" }),
    series("http_requests_total", second, second / 7, { status: "500" }),
    series("http_requests_total", second, 3 * second, { service: "search" }),
    series("http_requests_total", second, second, { region: "us", service: "" }),
    series("cpu_usage_ratio", second, (second % 10) / 10),
    series("server_count", second, 5 + second),
    series("server_count", second, 7, { service: "search" }),
    ...["0.05", "0.1", "+Inf"].map((le, n) =>
      series("http_request_duration_seconds_bucket", second, (n + 1) * second, { le }),
    ),
    series("http_request_duration_seconds_sum", second, second / 3),
    series("http_request_duration_seconds_count", second, 3 * second),
    series("never_heard_of", second, 1),
  ];
}

const point = (second: number) => ({
  name: "http.server.request.duration",
  exponentialHistogram: {
    aggregationTemporality: 2,
    dataPoints: [{ timeUnixNano: `${at(second)}000000`, count: second, sum: second / 8, scale: 5, positive: { offset: -100, bucketCounts: [second] } }], // prettier-ignore
  },
});

/** A promise and what fulfils it. */
function gate(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

describe("a flush", () => {
  it("stores in all five tiers, for services, regions and in packed blocks, exactly what was folded", async () => {
    const one = await start();
    const reference = newFold();
    for (let second = 5; second <= 65; second += 10) {
      clock.set(at(second));
      await acceptSeries(one, request(second), clock.nowMs());
      sendRemoteWrite(reference, request(second), clock.nowMs());
      const resource = [attribute("cloud.region", "r"), attribute("service.name", "s")];
      await acceptBody(
        one,
        encodeProtobuf(requestOf([point(second)], resource)),
        clock.nowMs(),
        "otlp-protobuf",
      );
      sendOtlp(reference, [point(second)], clock.nowMs());
      if (second % 20 === 5) expect(await one.ingester.flusher.flush()).toBe(true);
    }
    clock.set(at(81));
    expect(await one.ingester.flusher.flush()).toBe(true);
    reference.advance(at(81));
    await expectStored(pool, rowsOf(reference, at(81)));
    // And by arithmetic alone: the increases of 61 seconds.
    for (const tier of TIERS) {
      const requests = (await totalsByTier(pool, "requests", "eu", "shop"))[tier.name]!;
      expect(requests.sum).toBeCloseTo(60 * 10 + 60 / 7, 9);
      expect((await totalsByTier(pool, "requests", "eu", null))[tier.name]!.sum).toBeCloseTo(
        60 * 13 + 60 / 7,
        9,
      );
      expect((await totalsByTier(pool, "latency", "r", "s"))[tier.name]).toMatchObject({
        count: 60,
        histogram: 60,
      });
      expect((await totalsByTier(pool, "latency", "eu", "shop"))[tier.name]).toMatchObject({ count: 180, histogram: 180 }); // prettier-ignore
    }
  });

  it("notes senders, refusals, signals and unmapped names, each once", async () => {
    const one = await start();
    for (const second of [5, 15]) {
      clock.set(at(second));
      const bad = series("http_requests_total", second, -1, { instance: "bad" });
      await acceptSeries(one, [...request(second), bad], clock.nowMs());
      expect(await one.ingester.flusher.flush()).toBe(true);
    }
    const rows = async (sql: string) => (await pool.query(sql)).rows;
    const [sender] = await rows(
      `select "keyId", protocol, requests::int, folded::int, "lastSampleAt" from ingest_sender`,
    );
    expect(sender).toMatchObject({ keyId: "key-1", protocol: "remote-write", requests: 2, folded: 24 });
    expect(sender.lastSampleAt.getTime()).toBe(at(15));
    expect(await rows(`select "keyId", reason, count::int from ingest_rejection`)).toEqual([
      { keyId: "key-1", reason: "negative-counter", count: 2 },
    ]);
    expect(await rows(`select name, reason, "seriesCount", samples::int, labels ->> 'region' as region from unmapped_name`)) // prettier-ignore
      .toEqual([{ name: "never_heard_of", reason: "no-rule", seriesCount: 1, samples: 2, region: "eu" }]);
    const signals = await rows(
      `select interval_ms, newest_sample_ms::float8 as newest from signal s join region g on g.id = region_id
       join service v on v.id = service_id where metric = 1 and code = 'eu' and v.name = 'shop'`,
    );
    expect(signals).toEqual([{ interval_ms: 10_000, newest: at(15) }]);
  });

  it("notifies the live stream, and of regions and services that are new, once", async () => {
    const one = await start();
    const listener = await pool.connect();
    const heard: unknown[] = [];
    listener.on("notification", ({ payload }) => heard.push(JSON.parse(payload!)));
    await listener.query("listen hm_live");
    try {
      await acceptSeries(one, request(5), at(5));
      clock.set(at(11));
      await one.ingester.flusher.flush();
      await listener.query("select 1");
      expect(heard).toEqual([{ topic: "catalog" }, { topic: "ingest", asOfMs: at(10) }]); // both, told as one
      await acceptSeries(one, request(15), at(15));
      clock.set(at(21));
      await one.ingester.flusher.flush();
      await listener.query("select 1");
      expect(heard.slice(2)).toEqual([{ topic: "ingest", asOfMs: at(20) }]);
    } finally {
      listener.release(true);
    }
  });

  it("is not stored twice when its commit succeeded and only the answer was lost", async () => {
    const lossy = losingCommitAnswers(pool);
    const one = await start({ pool: lossy.pool });
    await acceptSeries(one, request(5), at(5));
    await acceptSeries(one, request(15), at(15));
    lossy.loseNext();
    expect(await one.ingester.flusher.flush()).toBe(false);
    expect((await totalsByTier(pool, "requests", "eu", "shop"))["10s"]!.sum).toBeCloseTo(100 + 10 / 7, 9);
    expect(await one.ingester.flusher.flush()).toBe(true);
    await acceptSeries(one, request(25), at(25));
    expect(await one.ingester.flusher.flush()).toBe(true);
    for (const tier of TIERS) {
      expect((await totalsByTier(pool, "requests", "eu", "shop"))[tier.name]!.sum).toBeCloseTo(
        200 + 20 / 7,
        9,
      );
      expect((await totalsByTier(pool, "latency", "eu", "shop"))[tier.name]!.count).toBe(60);
    }
    expect((await pool.query("select requests::int from ingest_sender")).rows).toEqual([{ requests: 3 }]);
  });

  it("that failed half way leaves nothing, and goes through later", async () => {
    const one = await start();
    await acceptSeries(one, request(5), at(5));
    await acceptSeries(one, request(15), at(15));
    await pool.query("alter table ingester_digest rename to gone");
    expect(await one.ingester.flusher.flush()).toBe(false);
    expect((await pool.query("select 1 from rollup union all select 1 from region")).rowCount).toBe(0);
    await pool.query("alter table gone rename to ingester_digest");
    expect(await one.ingester.flusher.flush()).toBe(true);
    expect((await totalsByTier(pool, "requests", "eu", "shop"))["1d"]!.sum).toBeCloseTo(100 + 10 / 7, 9);
  });

  it("that is asked for while another is on its way commits what came since", async () => {
    const onItsWay = gate();
    const mayCommit = gate();
    const wrap = (store: FlushStore): FlushStore => ({
      async flush(flush) {
        onItsWay.resolve();
        await mayCommit.promise;
        await store.flush(flush);
      },
    });
    const one = await start({ wrap });
    await acceptSeries(one, request(5), at(5));
    const first = one.ingester.flusher.flush();
    await onItsWay.promise;
    await acceptSeries(one, request(15), at(15));
    const second = one.ingester.flusher.flush();
    mayCommit.resolve();
    expect(await Promise.all([first, second])).toEqual([true, true]);
    expect((await totalsByTier(pool, "requests", "eu", "shop"))["1d"]!.sum).toBeCloseTo(100 + 10 / 7, 9);
  });

  it("finds a partition again that was dropped behind its back", async () => {
    const one = await start();
    await acceptSeries(one, request(5), at(5));
    expect(await one.ingester.flusher.flush()).toBe(true);
    const { rows } = await pool.query(
      "select tablename from pg_tables where tablename ~ '^rollup_10s_\\d+$'",
    );
    for (const { tablename } of rows) await pool.query(`drop table ${tablename}`);
    await acceptSeries(one, request(15), at(15));
    expect(await one.ingester.flusher.flush()).toBe(false);
    expect(await one.ingester.flusher.flush()).toBe(true);
    expect((await totalsByTier(pool, "requests", "eu", "shop"))["10s"]!.sum).toBeCloseTo(100 + 10 / 7, 9);
  });

  it("stores names and labels with any sign in them, NUL among them", async () => {
    const one = await start();
    const odd = "a\u0000b\u{1f600}\"'\\";
    await acceptSeries(one, [series(odd, 5, 1, { [odd]: odd }), series("x", 5, 1, { y: odd })], at(5));
    await acceptSeries(one, [series("http_requests_total", 5, 1, { region: "Zür|ich'", service: odd.slice(3) })], at(5)); // prettier-ignore
    expect(await one.ingester.flusher.flush()).toBe(true);
    const { rows } = await pool.query("select name from unmapped_name order by name");
    expect(rows.map(({ name }) => name)).toEqual(["a\ufffdb\u{1f600}\"'\\", "x"]);
  });

  it("keeps a sample of more than a day ago out of the finest tier only", async () => {
    const one = await start();
    clock.set(T0_MS + DAY_MS);
    const old = (second: number, value: number) => series("http_requests_total", second, value);
    await acceptSeries(one, [old(1, 0), old(12, 5)], clock.nowMs()); // a day ago, almost
    clock.advance(30 * SECOND_MS);
    expect(await one.ingester.flusher.flush()).toBe(true);
    const totals = await totalsByTier(pool, "requests", "eu", "shop");
    expect(TIERS.map(({ name }) => totals[name]!.sum)).toEqual([0, 5, 5, 5, 5]);
  });
});

describe("while Postgres is away", () => {
  it("requests go on being acknowledged, and its return finds every one of them", async () => {
    let away = false;
    const wrap = (store: FlushStore): FlushStore => ({
      flush: (flush) => (away ? Promise.reject(new Error("away")) : store.flush(flush)),
    });
    const one = await start({ wrap, deltasAtOnce: 40 }); // the flush after it is written in many portions
    const reference = newFold();
    for (let second = 5; second <= 305; second += 10) {
      away = second > 20 && second < 290;
      if (second === 25) await terminateBackends();
      clock.set(at(second));
      await acceptSeries(one, request(second), clock.nowMs());
      sendRemoteWrite(reference, request(second), clock.nowMs());
      expect(await one.ingester.flusher.flush()).toBe(!away);
    }
    expect(one.failures.length).toBeGreaterThan(20);
    clock.set(at(321));
    reference.advance(at(321));
    expect(await one.ingester.flusher.flush()).toBe(true);
    await expectStored(pool, rowsOf(reference, at(321)));
  });

  async function terminateBackends(): Promise<void> {
    const killer = await pool.connect();
    await killer.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    killer.release();
  }
});

describe("a full log", () => {
  it("refuses with 503 and when to come again; a flush with a checkpoint makes room", async () => {
    const KIB = 1024;
    const one = await start({ logMaxBytes: 64 * KIB, maxBodyBytes: 16 * KIB });
    let taken = 0;
    let refusal: unknown = null;
    // Random labels do not compress away.
    const wide = (second: number) =>
      series("http_requests_total", second, second, { note: Array.from({ length: 150 }, (_, n) => (second * n * 7_919) % 9_973).join("-") }); // prettier-ignore
    for (let n = 1; refusal === null && n < 500; n++)
      await acceptSeries(one, [wide(n)], at(n)).then(() => taken++, (error: unknown) => (refusal = error)); // prettier-ignore
    expect(refusal).toBeInstanceOf(AppError);
    expect(refusal).toMatchObject({ status: 503, retryAfterSeconds: expect.any(Number) });
    expect(taken).toBeGreaterThan(50);
    clock.set(at(600));
    expect(await one.ingester.flusher.flush()).toBe(true);
    expect(one.flushed.at(-1)!.checkpoint).not.toBeNull();
    await expect.poll(() => one.ingester.logBytes, { timeout: 10_000 }).toBeLessThan(32 * KIB);
    // The one that was refused was not kept: a repeat is welcome.
    expect((await acceptSeries(one, [wide(taken + 1)], at(600))).folded).toBe(1);
  });
});

describe("limits", () => {
  it("on samples refuse those alone, and say so", async () => {
    const one = await start({ limits: { ...DEFAULT_ADMISSION_LIMITS, maxServices: 1 } });
    const outcome = await acceptSeries(
      one,
      [series("http_requests_total", 5, 1), series("http_requests_total", 5, 1, { service: "second" })],
      at(5),
    );
    expect(outcome.folded).toBe(1);
    expect([...outcome.refused]).toEqual([["service-limit", 1]]);
  });
});

/** A pool whose next COMMIT reaches Postgres, but whose answer never comes back. */
function losingCommitAnswers(real: pg.Pool): { pool: pg.Pool; loseNext: () => void } {
  let losing = false;
  const connect = async () => {
    const client = await real.connect();
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
    const lossy = async (...args: unknown[]) => {
      const answer = await query(...args);
      if (args[0] !== "commit" || !losing) return answer;
      losing = false;
      throw new Error("Connection terminated unexpectedly");
    };
    return new Proxy(client, { get: (target, key) => (key === "query" ? lossy : Reflect.get(target, key)) });
  };
  const end = () => Promise.resolve();
  const pool = { connect, end, query: real.query.bind(real) } as unknown as pg.Pool;
  return { pool, loseNext: () => (losing = true) };
}
