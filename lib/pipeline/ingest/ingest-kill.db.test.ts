import { appendFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startIngestProcess, type IngestProcess } from "./ingest-process.fixture";
import { temporaryLogDir } from "./ingester.fixture";
import { cutPower } from "./log/forgetful-disk.fixture";
import { segmentNames } from "./log/log-directory.fixture";
import { counterStep, expectedRows, regionOf, serviceOf, startSenders } from "./relentless-senders.fixture"; // prettier-ignore
import { expectStored, totalsByTier } from "./stored-rollups.fixture";
import { createPool } from "@/lib/db/client";
import { TIERS } from "@/lib/domain/window";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { seededRandom } from "@/lib/platform/seeded-random";
import type pg from "pg";

const KILLS = 6;
const SENDERS = 4;
const SEED = 20_261_123;
const SHORTEST_LIFE_MS = 100;
const LONGEST_LIFE_MS = 700;
/** So often that most kills land inside a flush, and many inside a checkpoint. */
const TIMING = { everyMs: 40, checkpointEveryMs: 80, replayPerCheckpoint: 0 };

let database: TestDatabase;
let pool: pg.Pool;
let dir: Awaited<ReturnType<typeof temporaryLogDir>>;
let running: IngestProcess | null = null;

beforeEach(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
  dir = await temporaryLogDir();
});
afterEach(async () => {
  await running?.end("SIGKILL");
  await pool.end();
  await database.drop();
  await dir.remove();
  for (const left of [".disk", ".disk.removed"]) await rm(dir.path + left, { recursive: true, force: true });
});

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const KINDS = ["kill -9", "a power cut that loses what was not synced"] as const;

it.each(KINDS)(
  "%s at random moments: every total is exact, in every tier",
  { timeout: 120_000 },
  async (kind) => {
    const isPowerCut = kind !== "kill -9";
    const diskJournal = isPowerCut ? `${dir.path}.disk` : undefined;
    const options = { databaseUrl: database.url, dir: dir.path, id: "killed", timing: TIMING, diskJournal };
    const random = seededRandom(SEED);
    const senders = startSenders(SENDERS, Date.now());
    const lost: Awaited<ReturnType<typeof cutPower>>[] = [];
    const seen: { replayed: number; damage: number }[] = [];
    for (let life = 0; life <= KILLS; life++) {
      running = await startIngestProcess(options);
      const { replayed, failed } = running.said("recovered")[0] as { replayed: number; failed: number[] };
      expect(failed).toEqual([]);
      seen.push({ replayed, damage: running.said("damage").length });
      senders.port = running.port;
      await sleep(SHORTEST_LIFE_MS + random() * (LONGEST_LIFE_MS - SHORTEST_LIFE_MS));
      if (life === KILLS) break;
      await running.end("SIGKILL");
      expect(running.said("error")).toEqual([]);
      if (diskJournal) lost.push(await cutPower(dir.path, diskJournal, random));
      else if (life % 2 === 1) await tearTail(random);
    }
    await senders.stop();
    await running!.end("SIGTERM");
    expect(seen.some(({ replayed }) => replayed > 0)).toBe(true);
    if (isPowerCut) expect(lost).toHaveLength(KILLS);
    else expect(seen.some(({ damage }) => damage > 0)).toBe(true);

    const { acknowledged, intervals } = senders;
    expect(Math.min(...intervals)).toBeGreaterThan(KILLS);
    const [{ swept_to_ms: sweptToMs }] = (await pool.query("select swept_to_ms::float8 from ingester")).rows;
    await expectStored(pool, expectedRows(acknowledged, sweptToMs));
    // And by arithmetic alone.
    for (const [n, sent] of intervals.entries())
      for (const { name } of TIERS) {
        const requests = (await totalsByTier(pool, "requests", regionOf(n), serviceOf(n)))[name]!;
        expect(requests.sum / ((sent - 1) * counterStep(n))).toBeCloseTo(1, 9);
        const cpu = (await totalsByTier(pool, "cpu", regionOf(n), serviceOf(n)))[name]!;
        expect(cpu.count).toBe(sent);
        const latency = (await totalsByTier(pool, "latency", regionOf(n), serviceOf(n)))[name]!;
        const counted = (sent - 1) * (3 + n);
        expect([latency.count, latency.histogram]).toEqual([counted, counted]);
      }
    const { rows } = await pool.query("select requests::int, folded::int from ingest_sender");
    expect(rows).toEqual([{ requests: acknowledged.length, folded: 2 * acknowledged.length }]);
  },
);

/** As a power cut in the middle of a write leaves it. */
async function tearTail(random: () => number): Promise<void> {
  const newest = (await segmentNames(dir.path)).at(-1);
  if (newest) await appendFile(join(dir.path, newest), Buffer.alloc(1 + Math.floor(random() * 200), 0x5a));
}
