import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { newFold, rowsOf, sendRemoteWrite, T0_MS } from "./fold.fixture";
import { DEFAULT_ADMISSION_LIMITS } from "./admission/admission";
import { acceptBody, acceptSeries, crash, openTestIngester, temporaryLogDir, type TestIngester, type TestIngesterOptions } from "./ingester.fixture"; // prettier-ignore
import { LogLockedError } from "./log/log-lock";
import { segmentNames } from "./log/log-directory.fixture";
import { expectStored, storedRows, totalsByTier } from "./stored-rollups.fixture";
import { createPool } from "@/lib/db/client";
import { HOUR_MS, SECOND_MS, TIERS } from "@/lib/domain/window";
import { IngesterTakenError } from "@/lib/pipeline/store/ingester-store";
import { fixedClock, type FixedClock } from "@/lib/testing/fixed-clock";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { remoteWriteBody, type TestSeries } from "@/lib/testing/remote-write-body";
import type pg from "pg";

let database: TestDatabase;
let pool: pg.Pool;
let clock: FixedClock;
const open: TestIngester[] = [];
const dirs: Awaited<ReturnType<typeof temporaryLogDir>>[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
  clock = fixedClock(T0_MS);
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.ingester.close();
  await pool.end();
  await database.drop();
  for (const dir of dirs.splice(0)) await dir.remove();
});

async function newDir(): Promise<string> {
  const dir = await temporaryLogDir();
  dirs.push(dir);
  return dir.path;
}

async function start(dir: string, options: Partial<TestIngesterOptions> = {}): Promise<TestIngester> {
  const one = await openTestIngester({ pool, databaseUrl: database.url, dir, clock, ...options });
  open.push(one);
  return one;
}

async function stop(one: TestIngester): Promise<void> {
  open.splice(open.indexOf(one), 1);
  await one.ingester.close();
}

/** As a kill -9 does: what was not in log or database is gone. The next one starts in the directory it gives. */
async function kill(one: TestIngester, dir: string): Promise<string> {
  open.splice(open.indexOf(one), 1);
  const copy = await newDir();
  await crash(one, dir, copy);
  return copy;
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
const request = (second: number): TestSeries[] => [
  series("http_requests_total", second, 10 * second + 1 / 3),
  series("cpu_usage_ratio", second, (second % 10) / 10),
  series("server_count", second, 5 + second),
  ...["0.05", "+Inf"].map((le, n) =>
    series("http_request_duration_seconds_bucket", second, (n + 1) * second, { le }),
  ),
];

async function accept(one: TestIngester, second: number) {
  clock.set(at(second));
  return acceptSeries(one, request(second), clock.nowMs());
}

/** Sum of requests over all windows, in every tier; -1 where the tiers differ. */
async function requestsStored(): Promise<number> {
  const totals = await totalsByTier(pool, "requests", "eu", "shop");
  const sums = TIERS.map(({ name }) => Math.round(totals[name]!.sum * 1e6) / 1e6);
  return sums.every((sum) => sum === sums[0]) ? sums[0]! : -1;
}

const everything = async () => JSON.stringify([await storedRows(pool), (await pool.query("select * from ingest_sender")).rows]); // prettier-ignore

describe("a repeated request changes nothing", () => {
  it("before the flush, after it, after a stop and a start, and after a kill -9", async () => {
    let dir = await newDir();
    let one = await start(dir);
    await accept(one, 5);
    expect((await accept(one, 15)).folded).toBe(5);
    expect(await accept(one, 15)).toEqual({ folded: 0, refused: new Map(), ignored: new Map() });
    await one.ingester.flusher.flush();
    expect(await requestsStored()).toBe(100);
    const before = await everything();

    await accept(one, 15);
    await one.ingester.flusher.flush();
    expect(await everything()).toBe(before);

    await stop(one);
    one = await start(dir);
    expect(one.ingester.recovery.replayed).toBe(0); // the checkpoint had it all
    await accept(one, 5);
    await accept(one, 15);
    await one.ingester.flusher.flush();
    expect(await everything()).toBe(before);

    await accept(one, 25); // in the log only, when the process dies
    dir = await kill(one, dir);
    one = await start(dir);
    expect(one.ingester.recovery.replayed).toBe(1);
    await accept(one, 25);
    await accept(one, 5);
    await one.ingester.flusher.flush();
    expect(await requestsStored()).toBe(200);

    dir = await kill(one, dir); // flushed, and the checkpoint is older than the flush
    one = await start(dir);
    for (const second of [5, 15, 25]) await accept(one, second);
    await accept(one, 35);
    await one.ingester.flusher.flush();
    expect(await requestsStored()).toBe(300);
    expect((await pool.query("select requests::int, folded::int from ingest_sender")).rows).toEqual([
      { requests: 4, folded: 20 },
    ]);
  });

  it("while the first is still under way: both are answered, one is counted", async () => {
    const one = await start(await newDir());
    await accept(one, 5);
    const body = remoteWriteBody(request(15));
    const answers = await Promise.all(Array.from({ length: 20 }, () => acceptBody(one, body, at(15))));
    expect(answers.map(({ folded }) => folded)).toEqual(new Array(20).fill(5));
    await one.ingester.flusher.flush();
    expect(await requestsStored()).toBe(100);
  });

  it("for an hour; later its samples are judged as duplicates, one by one", async () => {
    const one = await start(await newDir());
    const delta = (receivedAtMs: number) => acceptSeries(one, request(5), receivedAtMs);
    expect((await delta(at(5))).folded).toBe(5);
    expect([...(await delta(at(5) + HOUR_MS)).ignored]).toEqual([["duplicate", 5]]);
  });

  it("repeats the refusals of the first", async () => {
    const one = await start(await newDir());
    const bad = [series("http_requests_total", 5, -1)];
    for (let attempt = 0; attempt < 2; attempt++)
      expect([...(await acceptSeries(one, bad, at(5))).refused]).toEqual([["negative-counter", 1]]);
    await one.ingester.flusher.flush();
    expect((await pool.query("select count::int from ingest_rejection")).rows).toEqual([{ count: 1 }]);
  });
});

describe("a crash at any point", () => {
  it(
    "between requests, flushes and checkpoints leaves exactly what was acknowledged",
    { timeout: 60_000 },
    async () => {
      // Each step is one of these; a crash is tried after every prefix of the story.
      const story = "a a f a c a f f a a c f a c".split(" ");
      const reference = newFold();
      let dir = await newDir();
      let one = await start(dir);
      let second = 5;
      for (const step of [...story, "f"]) {
        if (step === "f") await one.ingester.flusher.flush();
        else if (step === "c") {
          await stop(one); // a stop makes a checkpoint
          one = await start(dir);
        } else {
          second += 10;
          await accept(one, second);
          sendRemoteWrite(reference, request(second), clock.nowMs());
        }
        dir = await kill(one, dir);
        one = await start(dir);
        expect(one.ingester.recovery.failed).toEqual([]);
      }
      clock.set(at(second + 16));
      reference.advance(clock.nowMs());
      await one.ingester.flusher.flush();
      await expectStored(pool, rowsOf(reference, clock.nowMs()));
      expect(one.damage).toEqual([]);
    },
  );

  it("replays a body that is longer than today's limit: it was acknowledged", async () => {
    const dir = await newDir();
    const one = await start(dir);
    const many = Array.from({ length: 500 }, (_, n) =>
      series("cpu_usage_ratio", 5, n / 500, { instance: randomBytes(24).toString("hex") }),
    );
    clock.set(at(5));
    const body = remoteWriteBody(many);
    expect((await acceptBody(one, body, clock.nowMs())).folded).toBe(500);
    const next = await start(await kill(one, dir), { maxBodyBytes: Math.floor(body.length / 10) });
    expect(next.ingester.recovery).toMatchObject({ replayed: 1, failed: [] });
    expect(next.damage).toEqual([]);
    expect(next.ingester.fold.table.size).toBe(500);
  });

  it("what people see is committed before a checkpoint that is due", async () => {
    const timing = { everyMs: 40, checkpointEveryMs: 0, replayPerCheckpoint: 0 };
    const one = await start(await newDir(), { timing });
    await accept(one, 5);
    await accept(one, 15);
    one.ingester.flusher.start();
    await vi.waitFor(() => expect(one.flushed.length).toBeGreaterThanOrEqual(2), 5_000);
    const [first, second] = one.flushed;
    expect([first!.gain.windows.size > 0, first!.checkpoint]).toEqual([true, null]);
    expect([second!.gain.windows.size, second!.checkpoint !== null]).toEqual([0, true]);
  });

  it.each([
    ["from the log", false],
    ["from a checkpoint", true],
  ])("replays by the limits that were in force, and admits by today's (%s)", async (_name, flushed) => {
    const dir = await newDir();
    const ofHosts = (from: number, count: number) =>
      Array.from({ length: count }, (_, n) =>
        series("cpu_usage_ratio", 5, 0.5, { instance: `host-${from + n}` }),
      );
    clock.set(at(5));
    const timing = { everyMs: 1e9, checkpointEveryMs: 0, replayPerCheckpoint: 0 };
    const one = await start(dir, { timing });
    expect(await one.ingester.changeLimits(DEFAULT_ADMISSION_LIMITS)).toBe(true);
    if (flushed) await one.ingester.flusher.flush();
    expect(one.flushed.some((flush) => flush.checkpoint !== null)).toBe(flushed);
    expect((await acceptSeries(one, ofHosts(0, 20), clock.nowMs())).folded).toBe(20);
    const strict = { ...DEFAULT_ADMISSION_LIMITS, maxSeries: 10 };
    const next = await start(await kill(one, dir), { limits: strict });
    expect(next.ingester.fold.table.size).toBe(20);
    expect(await next.ingester.changeLimits(strict)).toBe(true);
    expect(await next.ingester.changeLimits(strict)).toBe(false);
    const { folded, refused } = await acceptSeries(next, ofHosts(20, 5), clock.nowMs());
    expect([folded, refused.get("series-limit")]).toEqual([0, 5]);
  });

  it("a checkpoint of another version costs each counter one increase, and no more", async () => {
    const dir = await newDir();
    let one = await start(dir);
    await accept(one, 5);
    await accept(one, 15);
    await stop(one);
    await pool.query("update ingester_checkpoint set payload = '\\x63'");
    one = await start(dir);
    expect(one.lostCheckpoints).toHaveLength(1);
    await accept(one, 25);
    await accept(one, 35);
    await one.ingester.flusher.flush();
    expect(await requestsStored()).toBe(200);
  });
});

describe("a damaged log", () => {
  it("a flipped byte costs its record alone, which is named; a torn end costs nothing that was acknowledged", async () => {
    const dir = await newDir();
    const one = await start(dir);
    // Each a sender of its own, so that a lost one takes no other's increase with it.
    const own = (n: number, second: number) => [
      series("http_requests_total", second, second * 2 ** n, { instance: String(n) }),
    ];
    for (let n = 0; n < 4; n++) await acceptSeries(one, own(n, 0), at(0));
    for (let n = 0; n < 4; n++) await acceptSeries(one, own(n, 1), at(1)); // sequences 5 … 8
    const copy = await kill(one, dir);
    const [name] = (await segmentNames(copy)) as [string];
    const bytes = await readFile(join(copy, name));
    const record = bytes.length / 8;
    const flippedAt = Math.floor(5.5 * record);
    bytes[flippedAt]! ^= 0x10;
    const torn = bytes.subarray(0, Math.floor(record / 2));
    await writeFile(join(copy, name), Buffer.concat([bytes, torn]));

    const next = await start(copy);
    const [flip, tail] = next.damage;
    expect(next.damage).toHaveLength(2);
    expect(flip).toMatchObject({ kind: "bad-record", segment: name, sequence: 6 });
    expect(tail).toEqual({ kind: "torn-tail", segment: name, offset: bytes.length, bytes: torn.length });
    expect(next.ingester.recovery.replayed).toBe(7);
    await next.ingester.flusher.flush();
    expect(await requestsStored()).toBe(1 + 4 + 8); // all but the second sender's
  });
});

describe("one writer", () => {
  it("a second ingester of the same id or the same directory is refused while the first lives", async () => {
    const dir = await newDir();
    const one = await start(dir);
    await expect(start(await newDir())).rejects.toThrow(IngesterTakenError);
    await expect(start(dir, { id: "other" })).rejects.toThrow(LogLockedError);
    // Being refused took nothing from the first.
    await accept(one, 5);
    await accept(one, 15);
    expect(await one.ingester.flusher.flush()).toBe(true);
    expect(await requestsStored()).toBe(100);
    await stop(one);
    await start(dir);
  });

  it("holds its id through a restart of its connection", async () => {
    await start(await newDir());
    const holder = async (): Promise<number | undefined> => {
      const { rows } = await pool.query<{ pid: number }>(
        `select pid from pg_locks where locktype = 'advisory'
         and database = (select oid from pg_database where datname = current_database())`,
      );
      return rows[0]?.pid;
    };
    const first = (await holder())!;
    await pool.query("select pg_terminate_backend($1)", [first]);
    const another = async () => ((await holder()) ?? first) !== first;
    await expect.poll(another, { timeout: 10_000 }).toBe(true);
    await expect(start(await newDir())).rejects.toThrow(IngesterTakenError);
  });

  it("a fenced one stops accepting, and its flush changes nothing", async () => {
    const one = await start(await newDir());
    await accept(one, 5);
    await one.ingester.flusher.flush();
    await accept(one, 15);
    const before = await everything();
    await pool.query("update ingester set epoch = epoch + 1");
    expect(await one.ingester.flusher.flush()).toBe(false);
    expect(one.fenced).toHaveLength(1);
    expect(await everything()).toBe(before);
    await expect(accept(one, 25)).rejects.toMatchObject({ status: 503 });
    await stop(one);
    expect(await everything()).toBe(before);
  });

  it("two of different ids add to the same cells exactly, at the same time", async () => {
    const [a, b] = await Promise.all([
      start(await newDir(), { id: "a" }),
      start(await newDir(), { id: "b" }),
    ]);
    const own = (instance: string, second: number, step: number) => [
      series("http_requests_total", second, second * step, { instance }),
      ...["0.05", "+Inf"].map((le) =>
        series("http_request_duration_seconds_bucket", second, second * step, { instance, le }),
      ),
      series("http_request_duration_seconds_count", second, second * step, { instance }),
    ];
    for (let second = 0; second <= 40; second += 4) {
      clock.set(at(second));
      await Promise.all([acceptSeries(a, own("a", second, 1), at(second)), acceptSeries(b, own("b", second, 100), at(second))]); // prettier-ignore
      const flushed = await Promise.all([a, b].map(({ ingester }) => ingester.flusher.flush()));
      expect([flushed, a.failures, b.failures]).toEqual([[true, true], [], []]);
    }
    expect(await requestsStored()).toBe(40 * 101);
    for (const tier of Object.values(await totalsByTier(pool, "latency", "eu", null)))
      expect(tier).toMatchObject({ count: 40 * 101, histogram: 40 * 101 });
  });
});
