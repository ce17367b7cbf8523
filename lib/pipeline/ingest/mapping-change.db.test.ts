import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BUILT_IN_MAPPING, mappingWith, T0_MS } from "./fold.fixture";
import { postTelemetry, startIngestProcess, type IngestProcess } from "./ingest-process.fixture";
import {
  acceptSeries,
  crash,
  openTestIngester,
  temporaryLogDir,
  type TestIngester,
} from "./ingester.fixture";
import { rule, target } from "./mapping/rules/rule-writing";
import { seededRandom } from "@/lib/platform/seeded-random";
import { storedRows, totalsByTier } from "./stored-rollups.fixture";
import { createPool } from "@/lib/db/client";
import type { MappingSet } from "@/lib/domain/series-plan";
import { SECOND_MS } from "@/lib/domain/window";
import { fixedClock, type FixedClock } from "@/lib/testing/fixed-clock";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { remoteWriteBody } from "@/lib/testing/remote-write-body";
import type pg from "pg";

const own = (metric: "orders" | "new_customers") =>
  mappingWith({ ...rule("sales", { name: "sales" }, target(metric, "increase")), priority: 50 });
const AS_ORDERS = own("orders");
const AS_CUSTOMERS = own("new_customers");
const HOSTS = mappingWith({ ...rule("hosts", { name: "hosts" }, target("servers", "total")), priority: 50 });

let database: TestDatabase;
let pool: pg.Pool;
const dirs: Awaited<ReturnType<typeof temporaryLogDir>>[] = [];
const open = new Set<TestIngester>();
let running: IngestProcess | null = null;

beforeEach(async () => {
  database = await createTestDatabase();
  pool = createPool(database.url);
});
afterEach(async () => {
  await running?.end("SIGKILL");
  running = null;
  for (const one of open) await one.ingester.close();
  open.clear();
  await pool.end();
  await database.drop();
  for (const dir of dirs.splice(0)) await dir.remove();
});

async function newDir(): Promise<string> {
  const dir = await temporaryLogDir();
  dirs.push(dir);
  return dir.path;
}

const at = (second: number) => T0_MS + second * SECOND_MS;
const labelled = (name: string, second: number, value: number) => ({
  labels: { __name__: name, region: "eu", service: "shop" },
  samples: [[at(second), value]] as [number, number][],
});

/** What happens, in order: seconds are sent, mappings come into force, "flush" commits. */
type Step = number | MappingSet | "flush";
const SCRIPT: readonly Step[] = [
  ...[
    BUILT_IN_MAPPING,
    1,
    "flush",
    2,
    AS_ORDERS,
    3,
    4,
    "flush",
    5,
    AS_CUSTOMERS,
    6,
    "flush",
    BUILT_IN_MAPPING,
  ],
  ...[7, 8, HOSTS, 13, "flush", 24, AS_ORDERS, 25, 26, AS_CUSTOMERS, "flush", 37],
] as Step[];

async function take(one: TestIngester, clock: FixedClock, step: Step): Promise<void> {
  if (step === "flush") expect(await one.ingester.flusher.flush()).toBe(true);
  else if (typeof step === "number") {
    clock.set(at(step));
    const sent = [
      labelled("sales", step, 10 * step + 1 / 3),
      labelled("hosts", step, 50 + step),
      labelled("http_requests_total", step, 7 * step),
    ];
    await acceptSeries(one, sent, at(step));
  } else await one.ingester.changeMapping(step);
}

/** Runs the script with a crash after step `cut`; the restarted one finds the newest mapping in the database already. */
async function stored(id: string, cut: number): Promise<unknown> {
  await pool.query("truncate rollup, rollup_block");
  const clock = fixedClock(T0_MS);
  let dir = await newDir();
  const start = async (mapping: MappingSet) => {
    const one = await openTestIngester({ pool, databaseUrl: database.url, dir, clock, id, mapping });
    open.add(one);
    return one;
  };
  let one = await start(BUILT_IN_MAPPING);
  for (const [n, step] of SCRIPT.entries()) {
    await take(one, clock, step);
    if (n !== cut) continue;
    const copy = await newDir();
    open.delete(one);
    await crash(one, dir, copy);
    dir = copy;
    one = await start(AS_CUSTOMERS);
    expect(one.ingester.recovery.failed).toEqual([]);
  }
  clock.set(at(60));
  await take(one, clock, "flush");
  open.delete(one);
  await one.ingester.close();
  const rows = (await storedRows(pool)).map((row) => JSON.stringify({ ...row, histogram: null }));
  return rows.filter((row) => !/"count":0,"sum":0,/.test(row)).sort();
}

describe("a mapping that changes while samples flow", () => {
  it("gives the same roll-ups wherever a kill lands", { timeout: 120_000 }, async () => {
    const whole = await stored("whole", -1);
    expect((whole as string[]).some((row) => row.includes("new_customers"))).toBe(true);
    for (let cut = 0; cut < SCRIPT.length; cut++)
      expect(await stored(`cut-${cut}`, cut), `after step ${cut}`).toEqual(whole);
  });

  it("takes a name off the list of what is not used, and puts it back", async () => {
    const clock = fixedClock(T0_MS);
    const one = await openTestIngester({ pool, databaseUrl: database.url, dir: await newDir(), clock });
    open.add(one);
    const unmapped = async () => {
      await take(one, clock, "flush");
      const { rows } = await pool.query("select name from unmapped_name order by name");
      return rows.map(({ name }) => name as string);
    };
    await take(one, clock, 1);
    expect(await unmapped()).toEqual(["hosts", "sales"]);
    expect(await one.ingester.changeMapping(AS_ORDERS)).toBe(true);
    expect(await one.ingester.changeMapping(AS_ORDERS)).toBe(false);
    expect(await unmapped()).toEqual(["hosts"]);
    await one.ingester.changeMapping(BUILT_IN_MAPPING);
    await take(one, clock, 2);
    expect(await unmapped()).toEqual(["hosts", "sales"]);
  });

  it("kill -9 around changes: what the two rules count adds up exactly", { timeout: 120_000 }, async () => {
    const KILLS = 5;
    const STEP = 1 + 1 / 7;
    const random = seededRandom(20_261_126);
    const timing = { everyMs: 40, checkpointEveryMs: 80, replayPerCheckpoint: 0 };
    const options = {
      databaseUrl: database.url,
      dir: await newDir(),
      id: "killed",
      timing,
      mapping: AS_ORDERS,
    };
    const fromMs = Date.now() - 30 * 60 * SECOND_MS;
    let sent = 0;
    let changes = 0;
    for (let life = 0; life <= KILLS; life++) {
      running = await startIngestProcess(options);
      const until = Date.now() + 150 + random() * 400;
      while (Date.now() < until) {
        const sample: [number, number] = [fromMs + sent * 250, sent * STEP];
        const series = { labels: { __name__: "sales", region: "eu", service: "shop" }, samples: [sample] };
        const answer = await postTelemetry(running.port, "remote-write", remoteWriteBody([series]));
        expect(answer.status).toBe(204);
        sent++;
        if (random() < 0.7) continue;
        const mapping = Buffer.from(JSON.stringify(changes % 2 === 0 ? AS_CUSTOMERS : AS_ORDERS));
        // The kill may meet a change that is not answered yet: it is sent and not waited for now and then.
        const change = postTelemetry(running.port, "otlp-json", mapping, { path: "/change-mapping" });
        if (random() < 0.8) expect((await change).text).toMatch(/true|false/);
        else change.catch(() => undefined);
        changes++;
      }
      await running.end(life === KILLS ? "SIGTERM" : "SIGKILL");
    }
    expect(changes).toBeGreaterThan(KILLS);
    const orders = (await totalsByTier(pool, "orders", "eu", "shop"))["1d"]!;
    const customers = (await totalsByTier(pool, "new_customers", "eu", "shop"))["1d"]!;
    expect(Math.min(orders.count, customers.count)).toBeGreaterThan(0);
    expect(orders.count + customers.count).toBe(sent - 1);
    expect((orders.sum + customers.sum) / ((sent - 1) * STEP)).toBeCloseTo(1, 9);
  });
});
