import snappy from "snappy";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { METRIC_NAMES, metricDefinition, type MetricName } from "@/lib/domain/metric";
import { DEFAULT_EXPRESSIONS, expandExpression } from "@/lib/domain/source-expressions";
import { expressionScope } from "@/lib/domain/source";
import { MINUTE_MS, SECOND_MS, WINDOW_MS, windowStart } from "@/lib/domain/window";
import { Histogram } from "@/lib/pipeline/aggregate/histogram";
import { decodeRemoteWrite } from "@/lib/pipeline/ingest/remote-write/decode-remote-write";
import { newFold, rowsOf } from "@/lib/pipeline/ingest/fold.fixture";
import { storedRows } from "@/lib/pipeline/ingest/stored-rollups.fixture";
import { remoteWriteBody as fleetBody } from "@/lib/simulate/agents";
import { advanceRegion, startRegion } from "@/lib/simulate/fleet";
import { quietWorld } from "@/lib/simulate/fleet-world";
import { prometheusSeries } from "@/lib/simulate/telemetry";
import { SIMULATED_REGIONS } from "@/lib/simulate/world";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { remoteWriteBody, type TestSeries } from "@/lib/testing/remote-write-body";
import { PEERS_DIR } from "@/lib/testing/peer-process";
import { startPeer, type PeerEngine, type PeerName } from "./peer-engine.fixture";
import { readSource } from "./read-source";
import { addSource, openReading, TEST_SETTINGS, type Reading } from "./reading.fixture";
import { trySource } from "./try-source";

const SPAN_MS = 10 * MINUTE_MS;
/** Rates reach back over this much; the first windows of a fleet that has just begun lack it. */
const SETTLED_MS = expressionScope(TEST_SETTINGS).rangeSeconds * SECOND_MS + WINDOW_MS;
const ONE_PER_CENT = 0.01;
/** A rate reads the increase between samples, not between window ends: at either end of the span an event may be outside. */
const EVENTS_AT_THE_ENDS = 2;
const tolerance = (what: string, value: number) =>
  Math.max(ONE_PER_CENT * Math.abs(value), what === "increase" ? EVENTS_AT_THE_ENDS : 0);

/** Seen from the present: engines refuse what is too old. */
const endMs = windowStart(Date.now(), WINDOW_MS) - WINDOW_MS;
const startMs = endMs - SPAN_MS;
const WORLD = quietWorld(7, startMs);

/** What the fleet sends in the span, and with it what it sends by OTLP otherwise: latency and utilisation. */
function* bodies(): Generator<{ timeMs: number; body: Buffer }> {
  let regions = SIMULATED_REGIONS.map((region) => startRegion(region, startMs));
  for (let timeMs = startMs + 5 * SECOND_MS; timeMs < endMs; timeMs += WINDOW_MS) {
    regions = regions.map((totals) => advanceRegion(WORLD, totals, timeMs));
    for (const totals of regions) yield { timeMs, body: fleetBody(prometheusSeries(WORLD, totals), timeMs) };
    yield { timeMs, body: remoteWriteBody(extraSeries(timeMs)) };
  }
}

const LE = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, Infinity];

/** Two services' latency as classic buckets, and two nodes' CPU and memory. */
function extraSeries(timeMs: number): TestSeries[] {
  const seconds = (timeMs - startMs) / SECOND_MS;
  return SIMULATED_REGIONS.flatMap(({ name: region }, index) => [
    ...["search", "checkout"].flatMap((service, s) =>
      latencySeries({ region, service }, timeMs, seconds * (40 + s), 0.08 * (index + 1)),
    ),
    ...[0.3, 0.9].flatMap((busy, node) => {
      const labels = { region, instance: `node-${node}` };
      const one = (name: string, value: number, more = {}): TestSeries => ({
        labels: { __name__: name, ...labels, ...more },
        samples: [[timeMs, value]],
      });
      return [
        one("node_cpu_seconds_total", 1_000 + seconds * (1 - busy), { mode: "idle", cpu: "0" }),
        one("node_cpu_seconds_total", 500 + seconds * busy, { mode: "user", cpu: "0" }),
        one("node_memory_MemTotal_bytes", 16e9 * (node + 1)),
        one("node_memory_MemAvailable_bytes", 4e9),
      ];
    }),
  ]);
}

/** `total` requests so far, exponentially distributed. */
function latencySeries(
  scope: Record<string, string>,
  timeMs: number,
  total: number,
  meanSeconds: number,
): TestSeries[] {
  const named = (suffix: string, value: number, more = {}): TestSeries => ({
    labels: { __name__: `http_request_duration_seconds${suffix}`, ...scope, ...more },
    samples: [[timeMs, value]],
  });
  const below = (le: number) => total * (1 - Math.exp(-le / meanSeconds));
  return [
    ...LE.map((le) => named("_bucket", below(le), { le: le === Infinity ? "+Inf" : String(le) })),
    named("_count", total),
    named("_sum", total * meanSeconds),
  ];
}

interface Figure {
  readonly windows: number;
  readonly sum: number;
  readonly count: number;
  readonly histogram: Histogram | null;
}
interface FigureRow {
  readonly tier: string | { readonly name: string };
  readonly metric: MetricName;
  readonly region: string;
  readonly service: string | null;
  readonly windowMs: number;
  readonly sum: number;
  readonly count: number;
  readonly histogram: Histogram | null;
}

/** What 10 s rows say of each (metric, region, service) over the settled part of the span. */
function figures(rows: readonly FigureRow[]): Map<string, Figure> {
  const found = new Map<string, Figure>();
  for (const row of rows) {
    const tier = typeof row.tier === "string" ? row.tier : row.tier.name;
    if (tier !== "10s" || row.windowMs < startMs + SETTLED_MS || row.windowMs >= endMs) continue;
    const key = `${row.metric} ${row.region} ${row.service ?? "*"}`;
    const before = found.get(key) ?? { windows: 0, sum: 0, count: 0, histogram: null };
    const histogram = before.histogram ?? (row.histogram && Histogram.empty());
    if (row.histogram) histogram?.merge(row.histogram);
    const { windows, sum, count } = before;
    found.set(key, { windows: windows + 1, sum: sum + row.sum, count: count + row.count, histogram });
  }
  return found;
}

/** A counter's increase, a ratio's or total's mean, a distribution's number, mean and percentiles. */
function valuesOf(key: string, { sum, count, histogram }: Figure): Record<string, number> {
  const { kind } = metricDefinition(key.split(" ")[0] as MetricName);
  if (kind === "counter") return { increase: sum };
  if (kind !== "distribution") return { mean: sum / count };
  const quantiles = [0.5, 0.95, 0.99].map((q) => [`p${q * 100}`, histogram?.quantile(q) ?? NaN]);
  return { count, mean: sum / count, ...Object.fromEntries(quantiles) };
}

function directFigures(): Map<string, Figure> {
  const fold = newFold();
  const meta = { keyId: "k", demo: false, protocol: "remote-write" };
  for (const { timeMs, body } of bodies())
    fold.foldBatch(decodeRemoteWrite(snappy.uncompressSync(body) as Buffer), {
      ...meta,
      receivedAtMs: timeMs,
    });
  fold.advance(endMs + 2 * SECOND_MS);
  return figures(rowsOf(fold, endMs));
}

describe.skipIf(!PEERS_DIR).each<PeerName>(["prometheus", "victoria-metrics"])(
  "a real %s @debian",
  (name) => {
    let database: TestDatabase;
    let reading: Reading;
    let engine: PeerEngine;

    beforeAll(async () => {
      database = await createTestDatabase();
      reading = openReading(database.url, fixedClock(endMs));
      engine = await startPeer(name);
      for (const { body } of bodies()) await engine.write(body);
      await engine.settle();
    });
    afterAll(async () => {
      await engine.stop();
      await reading.close();
      await database.drop();
    });

    test("read by the default expressions, figures are those of direct ingest within 1 %", async () => {
      const id = await addSource(reading, engine.url);
      await database.pool.query(`update source set "readToMs" = $1`, [startMs]);
      const windows = SPAN_MS / WINDOW_MS;
      expect(await readSource(reading.ctx, reading.services, { id })).toEqual({ kind: "read", windows });
      expect((await reading.ctx.sources.list())[0].leftOut).toEqual([]);
      const direct = directFigures();
      const read = figures(await storedRows(database.pool));
      expect([...read.keys()].sort()).toEqual([...direct.keys()].sort());
      const kinds = new Set([...direct.keys()].map((key) => key.split(" ")[0]));
      expect(kinds.size).toBeGreaterThanOrEqual(13);
      const apart = [...direct].flatMap(([key, figure]) => {
        const wanted = valuesOf(key, figure);
        const got = valuesOf(key, read.get(key)!);
        return Object.entries(wanted)
          .filter(([what, value]) => !(Math.abs(got[what] - value) <= tolerance(what, value)))
          .map(([what, value]) => `${key} ${what}: ${got[what]} instead of ${value}`);
      });
      expect(apart).toEqual([]);
    });

    test("one window at a time adds up to the same", async () => {
      const again = await createTestDatabase();
      const clock = fixedClock(startMs + SETTLED_MS);
      const stepping = openReading(again.url, clock);
      try {
        const id = await addSource(stepping, engine.url);
        for (let n = 0; n < 6; n++) {
          expect((await readSource(stepping.ctx, stepping.services, { id })).kind).toBe("read");
          clock.advance(WINDOW_MS);
        }
        const inRange = (await storedRows(database.pool)).filter(
          ({ windowMs, tier }) =>
            tier === "10s" &&
            windowMs >= startMs + SETTLED_MS - WINDOW_MS &&
            windowMs < startMs + SETTLED_MS + 5 * WINDOW_MS,
        );
        const stepped = (await storedRows(again.pool)).filter(({ tier }) => tier === "10s");
        const key = (row: (typeof stepped)[number]) =>
          `${row.metric} ${row.region} ${row.service} ${row.windowMs}`;
        const sums = (rows: typeof stepped) =>
          rows.map((row) => [key(row), Number(row.sum.toPrecision(9))]).sort();
        expect(sums(stepped)).toEqual(sums(inRange));
      } finally {
        await stepping.close();
        await again.drop();
      }
    });

    test("it understands every default expression", async () => {
      const input = {
        id: null,
        name: "x",
        url: engine.url,
        headers: {},
        enabled: true,
        settings: TEST_SETTINGS,
      };
      const tried = await trySource(reading.ctx, reading.services, input);
      expect(tried.map(({ metric, error }) => [metric, error])).toEqual(
        METRIC_NAMES.map((metric) => [metric, null]),
      );
      const requests = tried.find(({ metric }) => metric === "requests")!;
      expect(requests.query).toBe(
        expandExpression(DEFAULT_EXPRESSIONS.requests.query, expressionScope(TEST_SETTINGS)),
      );
      expect(requests.series).toBeGreaterThan(10);
      expect(requests.samples[0]).toMatchObject({ region: expect.any(String), value: expect.any(Number) });
      for (const { companion } of Object.values(DEFAULT_EXPRESSIONS)) {
        if (companion === null) continue;
        const expression = expandExpression(companion, expressionScope(TEST_SETTINGS));
        const target = { url: engine.url, headers: {} };
        const time = { kind: "instant", timeMs: endMs } as const;
        await reading.services.queries.query(target, expression, time, { timeoutMs: 8_000, maxBytes: 1e6 });
      }
    });
  },
);
