import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  createBackfillFixture,
  engineSource,
  startFakeEngine,
  storedRows,
  sumOf,
  type BackfillFixture,
  type FakeEngine,
  type FakeSeries,
} from "./backfill.fixture";
import { DAY_MS, HOUR_MS, MINUTE_MS, TIERS } from "@/lib/domain/window";
import { decodeHistogram } from "@/lib/pipeline/aggregate/histogram";
import { readSlot } from "@/lib/pipeline/aggregate/rollup-block";

const NOW_MS = Date.UTC(2026, 10, 23, 12, 0, 30);
const MINUTE_NOW_MS = Date.UTC(2026, 10, 23, 12, 0, 0);

const scopes = [
  { region: "eu", service: "a" },
  { region: "eu", service: "b" },
  { region: "us", service: "a" },
];
/** Whole numbers that differ by scope and time, so that a lost or repeated window shows. */
const perSecond = (position: number, timeMs: number) => 1 + position + ((timeMs / MINUTE_MS) % 7);
const series = (valueAt: (position: number, timeMs: number) => number, labels = {}): FakeSeries[] =>
  scopes.map((scope, position) => ({
    labels: { ...scope, ...labels },
    valueAt: (timeMs) => valueAt(position, timeMs),
  }));

function answers(query: string): FakeSeries[] {
  if (query.startsWith("requests")) return series(perSecond);
  if (query.startsWith("cpu")) return series((position) => 0.25 * (position + 1));
  if (query.startsWith("weight")) return series((position) => position + 1);
  if (query.startsWith("servers")) return series((position) => 10 * (position + 1));
  if (query.startsWith("buckets"))
    return [
      ...series(() => 1, { le: "0.1" }),
      ...series(() => 3, { le: "0.5" }),
      ...series(() => 4, { le: "+Inf" }),
    ];
  if (query.startsWith("sums")) return series(() => 2);
  return [];
}
const EXPRESSIONS = {
  requests: { query: "requests[$range] by ($by)", companion: null },
  cpu: { query: "cpu", companion: "weight" },
  servers: { query: "servers", companion: null },
  latency: { query: "buckets", companion: "sums" },
};

let fixture: BackfillFixture;
let engine: FakeEngine;
beforeEach(async () => {
  fixture = await createBackfillFixture(NOW_MS);
  engine = await startFakeEngine(answers);
});
afterEach(async () => {
  await engine.close();
  await fixture.close();
});

const start = (fromMs: number, toMs: number, stepMs = MINUTE_MS, name: string | null = null) =>
  fixture.start({ name, source: engineSource(engine.url, EXPRESSIONS), fromMs, toMs, stepMs });

/** What the engine says of [fromMs, toMs), by minutes. */
function expectedRequests(fromMs: number, toMs: number, windowMs = MINUTE_MS): number {
  let sum = 0;
  for (let at = fromMs + windowMs; at <= toMs; at += windowMs)
    for (const position of scopes.keys()) sum += (perSecond(position, at) * windowMs) / 1_000;
  return sum;
}

describe("an import from an engine", () => {
  test("writes exact totals into every tier that is not finer than the data", async () => {
    const fromMs = MINUTE_NOW_MS - 30 * HOUR_MS;
    const done = await fixture.finish((await start(fromMs, MINUTE_NOW_MS)).id);
    expect(done).toMatchObject({ state: "done", problem: null, skipped: 0 });
    const expected = expectedRequests(fromMs, MINUTE_NOW_MS);
    for (const tier of TIERS) {
      const rows = await storedRows(fixture.test, "requests", tier.windowMs);
      const services = rows.filter((row) => row.service !== null);
      const regions = rows.filter((row) => row.service === null);
      if (tier.name === "10s") expect(rows).toEqual([]);
      else expect([sumOf(services), sumOf(regions)], tier.name).toEqual([expected, expected]);
    }
    expect(await storedRows(fixture.test, "requests", MINUTE_MS)).toHaveLength(30 * 60 * 5);
  });

  test("a ratio is weighted, a total is added up over services and averaged over time", async () => {
    const fromMs = MINUTE_NOW_MS - 2 * HOUR_MS;
    await fixture.finish((await start(fromMs, MINUTE_NOW_MS)).id);
    for (const tierMs of [MINUTE_MS, HOUR_MS, DAY_MS]) {
      const cpu = (await storedRows(fixture.test, "cpu", tierMs)).find(
        (row) => row.region === "eu" && row.service === null,
      )!;
      expect(cpu.sum / cpu.count).toBeCloseTo((0.25 * 1 + 0.5 * 2) / 3, 12);
      expect([cpu.min, cpu.max]).toEqual([0.25, 0.5]);
      const servers = (await storedRows(fixture.test, "servers", tierMs)).find((row) => row.region === "eu")!;
      expect(servers.service).toBeNull();
      expect(servers.sum / servers.count).toBe(30);
    }
  });

  test("a histogram keeps its counts, and the packed block its percentiles", async () => {
    const fromMs = MINUTE_NOW_MS - HOUR_MS;
    await fixture.finish((await start(fromMs, MINUTE_NOW_MS)).id);
    const hour = (await storedRows(fixture.test, "latency", HOUR_MS)).find(
      (row) => row.region === "eu" && row.service === null,
    )!;
    expect([hour.count, hour.sum]).toEqual([2 * 4 * 3_600, 2 * 2 * 3_600 * 1_000]);
    const histogram = decodeHistogram(hour.histogram!);
    expect(histogram.count).toBe(2 * 4 * 3_600);
    expect(histogram.countAtOrBelow(100)).toBeCloseTo(2 * 3_600, 6);
    const { rows } = await fixture.test.pool.query<{ payload: Buffer; block_ms: string }>(
      "select b.payload, b.block_ms from rollup_block b join region g on g.id = b.region_id where tier_ms = 3600000 and metric = 3 and g.code = 'eu'",
    );
    const slot = readSlot(rows[0].payload, (fromMs - Number(rows[0].block_ms)) / HOUR_MS)!;
    expect(slot).toMatchObject({ count: hour.count, sum: hour.sum, p99: histogram.quantile(0.99) });
  });

  test("goes from fine to coarse tiers with age, none twice", async () => {
    const fromMs = Date.UTC(2026, 9, 10);
    const expressions = { requests: EXPRESSIONS.requests, servers: EXPRESSIONS.servers };
    const source = engineSource(engine.url, expressions);
    const done = await fixture.finish((await fixture.start({ source, fromMs, toMs: MINUTE_NOW_MS })).id);
    expect(done.state).toBe("done");
    const days = (await storedRows(fixture.test, "requests", DAY_MS)).filter((row) => row.service === null);
    expect(new Set(days.map((row) => row.window_ms)).size).toBe(45);
    for (const tier of TIERS.slice(1, 4)) {
      const oldest = (await storedRows(fixture.test, "requests", tier.windowMs))[0].window_ms;
      const keptMs = Math.max(fromMs, NOW_MS - tier.keepMs);
      expect(oldest - keptMs, tier.name).toBeGreaterThanOrEqual(0);
      expect(oldest - keptMs, tier.name).toBeLessThanOrEqual(HOUR_MS + MINUTE_MS);
    }
    const counted = sumOf(
      (await storedRows(fixture.test, "servers", DAY_MS)).filter(
        (row) => row.region === "us" && row.service === null,
      ),
      "count",
    );
    expect(counted * 10_000).toBe(MINUTE_NOW_MS - fromMs);
  });

  test("asks for fewer than 11,000 points at once, with the tenant's header, which is sealed", async () => {
    const headers = { "X-Scope-OrgID": "tenant-secret" };
    const backfill = await fixture.start({
      source: engineSource(engine.url, { requests: EXPRESSIONS.requests }),
      headers,
      fromMs: MINUTE_NOW_MS - 20 * DAY_MS,
      stepMs: 15_000,
    });
    await fixture.finish(backfill.id);
    expect(engine.asked.length).toBeGreaterThan(10);
    for (const { start: from, end, step, tenant } of engine.asked) {
      expect((end - from) / step + 1).toBeLessThan(11_000);
      expect(tenant).toBe("tenant-secret");
    }
    expect(engine.asked[0].query).toBe("requests[60s] by (region, service)");
    const { rows } = await fixture.test.pool.query<{ text: string }>(
      "select b::text as text from backfill b",
    );
    expect(rows[0].text).not.toContain("tenant-secret");
    expect(rows[0].text).not.toContain(Buffer.from("tenant-secret").toString("base64").slice(0, 12));
  });

  test("the same range twice counts once, whatever the step", async () => {
    const fromMs = MINUTE_NOW_MS - 26 * HOUR_MS;
    await fixture.finish((await start(fromMs, MINUTE_NOW_MS)).id);
    const before = await allRows();
    for (const stepMs of [MINUTE_MS, 5 * MINUTE_MS, HOUR_MS, DAY_MS]) {
      const again = await fixture.finish(
        (await start(fromMs - DAY_MS * Number(stepMs === DAY_MS), MINUTE_NOW_MS, stepMs)).id,
      );
      expect(again.state).toBe("done");
      if (stepMs < HOUR_MS) expect(again.skipped).toBeGreaterThan(0);
    }
    expect(await allRows("window_ms >= " + (fromMs - (fromMs % DAY_MS)))).toEqual(before);
  });

  test("two that overlap fill the range once", async () => {
    const middle = MINUTE_NOW_MS - 10 * HOUR_MS;
    await fixture.finish((await start(middle, MINUTE_NOW_MS)).id);
    await fixture.finish((await start(middle - 5 * HOUR_MS, middle + 2 * HOUR_MS)).id);
    const expected = expectedRequests(middle - 5 * HOUR_MS, MINUTE_NOW_MS);
    for (const tierMs of [MINUTE_MS, 5 * MINUTE_MS, HOUR_MS, DAY_MS]) {
      const rows = await storedRows(fixture.test, "requests", tierMs);
      expect(sumOf(rows.filter((row) => row.service === null)), String(tierMs)).toBe(expected);
    }
  });

  async function allRows(where = "true") {
    const { rows } = await fixture.test.pool.query<{ all: string }>(
      `select md5(string_agg(r::text, '|' order by r.*)) as all from rollup r where ${where}`,
    );
    return rows[0].all;
  }
});
