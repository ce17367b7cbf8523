import { runMigrations } from "graphile-worker";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SourceSettings } from "@/lib/domain/source";
import type { MetricName } from "@/lib/domain/metric";
import { SECOND_MS, WINDOW_MS, windowStart } from "@/lib/domain/window";
import { runMonitoringCycle } from "@/lib/monitoring/run-monitoring-cycle";
import type { PrometheusQueries } from "@/lib/platform/prometheus-query";
import { fixedClock } from "@/lib/testing/fixed-clock";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/postgres";
import { remoteWriteBody, type TestSeries } from "@/lib/testing/remote-write-body";
import { PEERS_DIR } from "@/lib/testing/peer-process";
import { startPeer, type PeerEngine } from "./peer-engine.fixture";
import { readSource } from "./read-source";
import { addSource, only, openReading, type Reading } from "./reading.fixture";

/** A world of 250,000 servers in each of 5 regions, as recording rules leave it: by region and service. */
const REGIONS = ["us-east-1", "us-west-2", "eu-west-1", "ap-southeast-1", "ap-northeast-1"];
const SERVICES = Array.from({ length: 10 }, (_, index) => `service-${index}`);
const SERVERS_A_REGION = 250_000;
const REQUESTS_A_SERVER = 40;
const LE = [0.01, 0.1, 1, Infinity];

const EXPRESSIONS: Readonly<Partial<Record<MetricName, string>>> = {
  requests: "sum by ($by) (region_service:http_requests:rate1m)",
  errors: "sum by ($by) (region_service:http_errors:rate1m)",
  latency: "sum by ($by, le) (region_service:http_request_duration_seconds_bucket:rate1m)",
  cpu: "avg by ($by) (region_service:cpu:ratio)",
  servers: "sum by ($by) (region_service:up:count)",
  active_users: "sum by ($by) (region:active_users:sum)",
};
const SETTINGS: SourceSettings = {
  ...only(EXPRESSIONS),
  expressions: {
    ...only(EXPRESSIONS).expressions,
    cpu: { query: EXPRESSIONS.cpu!, companion: "sum by ($by) (region_service:up:count)" },
  },
};

/** Servers of a service: unequal, and as many in all as the region has. */
const serversOf = (service: number) => (SERVERS_A_REGION * (service + 1)) / 55;
/** The busier a service's servers, the more of them there are: an unweighted mean would be another. */
const cpuOf = (service: number) => 0.2 + service * 0.06;
const REGION_CPU = SERVICES.reduce((sum, _, s) => sum + serversOf(s) * cpuOf(s), 0) / SERVERS_A_REGION;

function recorded(timeMs: number): TestSeries[] {
  const one = (name: string, labels: Record<string, string>, value: number): TestSeries => ({
    labels: { __name__: name, ...labels },
    samples: [[timeMs, value]],
  });
  return REGIONS.flatMap((region, index) => [
    one("region:active_users:sum", { region }, (index + 1) * 50e6),
    ...SERVICES.flatMap((service, s) => {
      const labels = { region, service };
      const rate = serversOf(s) * REQUESTS_A_SERVER;
      const share = (le: number) => (le === Infinity ? 1 : 1 - Math.exp(-le / 0.1));
      return [
        one("region_service:http_requests:rate1m", labels, rate),
        one("region_service:http_errors:rate1m", labels, rate * 0.001),
        one("region_service:up:count", labels, serversOf(s)),
        one("region_service:cpu:ratio", labels, cpuOf(s)),
        ...LE.map((le) =>
          one(
            "region_service:http_request_duration_seconds_bucket:rate1m",
            { ...labels, le: le === Infinity ? "+Inf" : String(le) },
            rate * share(le),
          ),
        ),
      ];
    }),
  ]);
}

const endMs = windowStart(Date.now(), WINDOW_MS) - WINDOW_MS;

describe.skipIf(!PEERS_DIR)("1.25 million servers, pre-aggregated in a real VictoriaMetrics @debian", () => {
  let database: TestDatabase;
  let reading: Reading;
  let engine: PeerEngine;
  const clock = fixedClock(endMs - 120 * SECOND_MS);

  beforeAll(async () => {
    database = await createTestDatabase();
    await runMigrations({ connectionString: database.url });
    reading = openReading(database.url, clock);
    engine = await startPeer("victoria-metrics");
    for (let timeMs = endMs - 180 * SECOND_MS; timeMs <= endMs; timeMs += WINDOW_MS)
      await engine.write(remoteWriteBody(recorded(timeMs)));
    await engine.settle();
  });
  afterAll(async () => {
    await engine.stop();
    await reading.close();
    await database.drop();
  });

  test("regional and global figures are right; a cycle's cost follows regions and services, not servers", async () => {
    const id = await addSource(reading, engine.url, SETTINGS);
    const asked: number[] = [];
    const counting: PrometheusQueries = {
      query: (...query) => {
        asked[asked.length - 1]++;
        return reading.services.queries.query(...query);
      },
    };
    const services = { ...reading.services, queries: counting };
    for (; clock.nowMs() < endMs; clock.advance(WINDOW_MS)) {
      asked.push(0);
      expect((await readSource(reading.ctx, services, { id })).kind).toBe("read");
    }
    await runMonitoringCycle(reading.ctx, { slotMs: clock.nowMs(), trigger: "test" });

    const regions = (await reading.ctx.snapshots.latestRegions())!;
    expect(regions.map(({ region }) => region)).toEqual([...REGIONS].sort());
    for (const region of regions) {
      expect(region.servers).toBeCloseTo(SERVERS_A_REGION, 3);
      expect(region.requestsPerSecond).toBeCloseTo(SERVERS_A_REGION * REQUESTS_A_SERVER, 3);
      expect(region.errorRatio).toBeCloseTo(0.001, 9);
      expect(region.cpuRatio).toBeCloseTo(REGION_CPU, 9);
      expect(region.activeUsers).toBe((REGIONS.indexOf(region.region) + 1) * 50e6);
    }
    const world = (await reading.ctx.snapshots.latestGlobal())!;
    expect(world.servers).toBeCloseTo(1_250_000, 3);
    expect(world.requestsPerSecond).toBeCloseTo(1_250_000 * REQUESTS_A_SERVER, 2);
    expect(world.activeUsers).toBe(15 * 50e6);
    expect(world.cpuRatio).toBeCloseTo(REGION_CPU, 9);
    expect(world.latencyP50Ms).toBeGreaterThan(10);
    expect(world.latencyP50Ms).toBeLessThan(100); // the median, 69 ms, lies in the bucket up to 100 ms

    const questions = Object.keys(EXPRESSIONS).length + 1; // cpu has a weight
    expect(asked).toEqual(asked.map(() => questions));
    const { rows } = await database.pool.query<{ n: string }>(
      "select count(*) as n from rollup where tier_ms = $1 group by window_ms",
      [WINDOW_MS],
    );
    const aWindow = 5 * (REGIONS.length * (SERVICES.length + 1)) + REGIONS.length; // users are the region's own
    expect(rows.map(({ n }) => Number(n))).toEqual(rows.map(() => aWindow));
  });
});
