import { expect, test } from "vitest";
import type { MetricName } from "@/lib/domain/metric";
import type { Prediction } from "@/lib/domain/prediction";
import type { RollupRow, RollupSum, SignalRow } from "@/lib/domain/rollup-row";
import { sentenceText } from "@/lib/domain/sentence";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { decodeHistogram, Histogram, STORED_SCALE } from "@/lib/pipeline/aggregate/histogram";
import { emptyCycleInputs, exampleCatalogRegion } from "@/lib/testing/cycle-snapshot";
import { examplePrediction } from "@/lib/testing/example-prediction";
import { computeCycle } from "./compute-cycle";
import type { ByScope, CycleInputs } from "./cycle-inputs";

const AS_OF_MS = Date.UTC(2026, 10, 23, 12);
const SPANS_MS = [
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  6 * HOUR_MS,
  DAY_MS,
  3 * DAY_MS,
  30 * DAY_MS,
];

/** A service in a region: its requests a second, error ratio and cpu; `silentMs` ago its newest sample. */
interface Part {
  readonly region: string;
  readonly service: string;
  readonly rps: number;
  readonly errorRatio?: number;
  readonly cpu?: number;
  readonly silentMs?: number;
  readonly demo?: boolean;
}

function world(parts: readonly Part[]): CycleInputs {
  const live = parts.filter((part) => (part.silentMs ?? 0) < MINUTE_MS);
  const both = <T extends { service: string | null }>(rows: readonly T[]): ByScope<T> => ({
    services: rows,
    regions: rows.map((row) => ({ ...row, service: null })),
  });
  const row = (part: Part, metric: MetricName, windowMs: number, sum: number): RollupRow => ({
    ...{ metric, region: part.region, service: part.service, windowMs, count: 1, sum },
    ...{ min: null, max: null, last: null, histogram: null },
  });
  const windowed = live.flatMap((part) =>
    Array.from({ length: 12 }, (_, index) => AS_OF_MS - (index + 1) * 10_000).flatMap((windowMs) => [
      row(part, "requests", windowMs, part.rps * 10),
      row(part, "errors", windowMs, part.rps * 10 * (part.errorRatio ?? 0)),
      row(part, "cpu", windowMs, part.cpu ?? 0.5),
    ]),
  );
  const sums = (seconds: number): RollupSum[] =>
    parts.flatMap(({ region, service, rps, errorRatio = 0 }) => [
      { metric: "requests", region, service, count: 1, sum: rps * seconds },
      { metric: "errors", region, service, count: 1, sum: rps * seconds * errorRatio },
    ]);
  return {
    ...emptyCycleInputs(AS_OF_MS),
    catalogRegions: [...new Set(parts.map((part) => part.region))].map(exampleCatalogRegion),
    signals: parts.flatMap(({ region, service, silentMs = 0, demo = true }): SignalRow[] =>
      (["requests", "errors", "cpu"] as const).map((metric) => ({
        ...{ metric, region, service, demo, intervalMs: 10_000, newestSampleMs: AS_OF_MS - silentMs },
      })),
    ),
    windows: { services: windowed, regions: addUp(windowed) },
    hours: both(parts.map((part) => row(part, "requests", AS_OF_MS - HOUR_MS, part.rps * 3_600))),
    spans: new Map(
      SPANS_MS.map((ms) => [ms, { services: sums(ms / 1_000), regions: addSums(sums(ms / 1_000)) }]),
    ),
    firstRequestMs: AS_OF_MS - DAY_MS,
  };
}

function addUp(rows: readonly RollupRow[]): RollupRow[] {
  const regions = new Map<string, RollupRow>();
  for (const row of rows) {
    const key = `${row.metric} ${row.region} ${row.windowMs}`;
    const before = regions.get(key);
    regions.set(key, {
      ...row,
      service: null,
      sum: row.sum + (before?.sum ?? 0),
      count: row.count + (before?.count ?? 0),
    });
  }
  return [...regions.values()];
}
function addSums(sums: readonly RollupSum[]): RollupSum[] {
  const regions = new Map<string, RollupSum>();
  for (const one of sums) {
    const key = `${one.metric} ${one.region}`;
    regions.set(key, { ...one, service: null, sum: one.sum + (regions.get(key)?.sum ?? 0) });
  }
  return [...regions.values()];
}

/** The same hour last week, without failures. */
function usualHour(region: string): ByScope<RollupRow> {
  const row = (metric: MetricName, service: string | null, sum: number): RollupRow => ({
    ...{ metric, region, service, windowMs: AS_OF_MS - HOUR_MS, count: 1, sum },
    ...{ min: null, max: null, last: null, histogram: null },
  });
  const of = (service: string | null) => [row("requests", service, 100), row("errors", service, 0)];
  return { regions: of(null), services: of("shop") };
}

const QUIET: readonly Part[] = [
  { region: "eu", service: "shop", rps: 900 },
  { region: "eu", service: "pay", rps: 100 },
  { region: "us", service: "shop", rps: 1_000 },
];
const change = (at: number, changes: Partial<Part>) =>
  QUIET.map((part, index) => (index === at ? { ...part, ...changes } : part));
const statuses = (inputs: CycleInputs) => {
  const { global, regions, services } = computeCycle(inputs);
  return [global.status, regions.map((row) => row.status), services.map((row) => row.status)];
};

test("a quiet world: figures add up, everything is healthy and says so", () => {
  const { global, regions, services, executive, infrastructure } = computeCycle(world(QUIET));
  expect(global.requestsPerSecond).toBeCloseTo(2_000, 6);
  expect(regions.map((row) => row.requestsPerSecond)).toEqual([1_000, 1_000]);
  expect(services.map((row) => `${row.region}/${row.service}`)).toEqual(["eu/pay", "eu/shop", "us/shop"]);
  expect([global.status, global.healthScore]).toEqual(["healthy", 100]);
  expect(executive.headline).toBe("All 2 regions are healthy: 2,000 requests a second, 0 % errors.");
  expect(executive.attention).toEqual([]);
  expect([executive.systemAvailabilityRatio, executive.availabilityWindowMs]).toEqual([1, DAY_MS]);
  expect(infrastructure.regionalHealth).toEqual({ eu: 100, us: 100 });
  expect(infrastructure.systemCapacityUtilizationRatio).toBe(0.5);
  expect(global.demo).toBe(true);
});

test("no telemetry at all is unknown, with no score and a way out for every figure", () => {
  const { global, executive, infrastructure } = computeCycle(emptyCycleInputs(AS_OF_MS));
  expect([global.status, global.healthScore, global.newestSampleMs, global.demo]).toEqual([
    "unknown",
    null,
    null,
    false,
  ]);
  expect(executive.headline).toMatch(/^No telemetry yet: /);
  for (const { field, remedy } of [...global.missing, ...executive.missing, ...infrastructure.missing])
    expect(remedy, field).toMatch(/^(Send|It|Incidents|No|Set|Report|Name) .{10,}\.$/);
});

test("a service that fails makes its region critical from 5 % of the traffic on, and is named", () => {
  const inputs = world(change(1, { errorRatio: 0.02 }));
  expect(statuses(inputs)).toEqual(["critical", ["critical", "healthy"], ["critical", "healthy", "healthy"]]);
  const { executive, infrastructure } = computeCycle(inputs);
  expect(executive.headline).toBe("pay in eu is failing. Everything else is healthy.");
  expect(executive.attention[0]).toMatchObject({
    kind: "objective-missed",
    severity: "critical",
    region: "eu",
    service: "pay",
  });
  expect(infrastructure.criticalAlerts).toBe(1);
  expect(infrastructure.serviceHealth).toMatchObject({ pay: 50 });
});

test("half the traffic down is a world that is down", () => {
  expect(statuses(world(change(2, { errorRatio: 0.9 })))).toEqual([
    "down",
    ["healthy", "down"],
    ["healthy", "healthy", "down"],
  ]);
});

test("a region that falls silent keeps its weight, turns unknown and its figures null", () => {
  const { global, regions, executive } = computeCycle(world(change(2, { silentMs: 61_000 })));
  expect(regions[1]).toMatchObject({
    status: "unknown",
    stale: true,
    requestsPerSecond: null,
    cpuRatio: null,
    healthScore: null,
  });
  expect(regions[1].missing.find((one) => one.field === "requests_per_second")?.reason).toBe("stale");
  expect([global.status, global.requestsPerSecond]).toEqual(["degraded", 1_000]);
  expect(executive.attention).toEqual([
    expect.objectContaining({ kind: "stale-source", region: "us", service: null, severity: "high" }),
  ]);
  expect(executive.headline).toBe("us sends no telemetry. Everything else is healthy.");
  expect(sentenceText(executive.detailParts)).toMatch(/^Its newest sample is of 2026-11-23 11:58 UTC\./);
});

test("a service that falls silent is listed where its share of the region's money would put it", () => {
  const silent = QUIET.map((part) => (part.service === "pay" ? { ...part, silentMs: 61_000 } : part));
  const failing = silent.map((part) => (part.region === "us" ? { ...part, errorRatio: 0.3 } : part));
  const listed = (reachRatio: number) => {
    const inputs = world(failing);
    const { executive } = computeCycle({
      ...inputs,
      catalogServices: [{ name: "pay", owner: null, contact: null, tier: null, dependencies: [], reachRatio, version: 1 }], // prettier-ignore
      business: {
        ...inputs.business,
        settings: { ...inputs.business.settings, worldRevenuePerMinute: 2_000 },
        usual: { ...inputs.business.usual, lastWeek: usualHour("us") },
      },
    });
    return executive.attention.map(({ service, moneyAtRiskPerMinute: money }) => [service, money && Math.round(money.high)]); // prettier-ignore
  };
  // us brings 1,053 of the 2,000 a minute, of which 30 % fail; eu the rest, of which pay reaches its share.
  expect(listed(0.5)).toEqual([["pay", null], ["shop", 316]]); // prettier-ignore
  expect(listed(0.1)).toEqual([["shop", 316], ["pay", null]]); // prettier-ignore
});

test("everything silent: nobody knows", () => {
  const { global, executive } = computeCycle(world(QUIET.map((part) => ({ ...part, silentMs: HOUR_MS }))));
  expect([global.status, global.requestsPerSecond, global.healthScore]).toEqual(["unknown", null, null]);
  expect(executive.headline).toMatch(/^Nobody knows: no telemetry since/);
});

test("hosts alone are shown, but prove no objective", () => {
  const inputs = world([{ region: "eu", service: "host", rps: 1 }]);
  const cpuOnly = (row: { metric: MetricName }) => row.metric === "cpu";
  const { global, executive } = computeCycle({
    ...inputs,
    signals: inputs.signals.filter(cpuOnly),
    windows: {
      services: inputs.windows.services.filter(cpuOnly),
      regions: inputs.windows.regions.filter(cpuOnly),
    },
    ...{ hours: { regions: [], services: [] }, spans: new Map() },
  });
  expect([global.status, global.cpuRatio]).toEqual(["unknown", 0.5]);
  expect(executive.headline).toBe(
    "Health is not known: eu sends telemetry (CPU 50 %), but no requests or latencies to judge.",
  );
});

test("traffic without a service's name is judged by the region's own figures", () => {
  const inputs = world([{ region: "eu", service: "shop", rps: 900 }]);
  const unnamed = (row: RollupRow): RollupRow => (row.metric === "errors" ? { ...row, sum: 300 } : row);
  const { regions, services } = computeCycle({
    ...inputs,
    windows: { ...inputs.windows, regions: inputs.windows.regions.map(unnamed) },
    hours: { ...inputs.hours, regions: inputs.hours.regions.map((row) => ({ ...row, sum: row.sum * 2 })) },
  });
  expect([services[0].status, regions[0].status]).toEqual(["healthy", "degraded"]);
});

test("a service that sends no errors hides no other's failures: region, world, burn and availability", () => {
  const parts = [
    { region: "eu", service: "silent", rps: 1_000 },
    { region: "eu", service: "failing", rps: 10, errorRatio: 0.5 },
  ];
  const inputs = world(parts);
  const known = (row: { metric: MetricName; service: string | null }) =>
    row.metric !== "errors" || row.service !== "silent";
  const { global, regions, executive } = computeCycle({
    ...inputs,
    signals: inputs.signals.filter(known),
    windows: { ...inputs.windows, services: inputs.windows.services.filter(known) },
    spans: new Map(
      [...inputs.spans].map(([ms, sums]) => [ms, { ...sums, services: sums.services.filter(known) }]),
    ),
  });
  expect([regions[0].errorRatio, global.errorRatio]).toEqual([0.5, 0.5]);
  expect(executive.systemAvailabilityRatio).toBe(0.5);
  expect(regions[0].penalties[0]).toMatchObject({ name: "availability", points: 50 });
  expect(global.throughputPerSecond).toBeCloseTo(1_005, 6);
});

test("without errors there is no performance score, and it says what to send", () => {
  const inputs = world([{ region: "eu", service: "shop", rps: 10 }]);
  const { executive, global, regions } = computeCycle({
    ...inputs,
    signals: inputs.signals.filter(({ metric }) => metric !== "errors"),
  });
  expect([executive.performanceScore, executive.satisfactionEstimate]).toEqual([null, null]);
  for (const missing of [executive.missing, global.missing, regions[0].missing])
    expect(missing.find(({ field }) => field === "performance_score")?.remedy).toMatch(/status code/);
});

test("real and demo data mixed still says demo where the fleet takes part, and only there", () => {
  const { global, regions } = computeCycle(world(change(2, { demo: false })));
  expect([global.demo, ...regions.map((row) => row.demo)]).toEqual([true, true, false]);
});

test("the worst resource above its target takes points from the score", () => {
  const { services } = computeCycle(world(change(0, { cpu: 1 })));
  expect(services.find((row) => row.service === "shop" && row.region === "eu")?.healthScore).toBe(85);
});

/** What crosses within 4 h with this probability. */
const foretold = (probability: number, changes: Partial<Prediction> = {}) =>
  examplePrediction(AS_OF_MS, {
    latest: [{ horizonMs: 4 * HOUR_MS, raw: 0.5, calibrated: probability }],
    ...{ region: "eu", ...changes },
  });
const predicted = (predictions: readonly Prediction[]) => {
  const cycle = computeCycle({ ...world(QUIET), predictions, assessed: true });
  const scores = (rows: readonly { readonly healthScore: number | null }[]) =>
    rows.map((row) => row.healthScore);
  return [
    cycle.global.healthScore,
    scores(cycle.regions),
    scores(cycle.services),
    scores(cycle.serviceTotals),
  ];
};

// Usual traffic: eu 900 and us 1,000 requests a second; eu/pay 100, eu/shop 900, us/shop 1,000.
test.each([
  ["nothing", [], [100, [100, 100], [100, 100, 100], [100, 100]]],
  [
    "of a region: of it, and by its traffic of the world",
    [foretold(0.8)],
    [96.2, [92, 100], [100, 100, 100], [100, 100]],
  ],
  [
    "of a service in a region: up to the world, and of the service over its regions",
    [foretold(1, { service: "pay" })],
    [99.5, [99, 100], [90, 100, 100], [90, 100]],
  ],
  [
    "of the whole platform: of that alone",
    [foretold(0.5, { region: null })],
    [95, [100, 100], [100, 100, 100], [100, 100]],
  ],
  [
    "a part of a cause is of its scope as well",
    [foretold(0.2), foretold(0.6, { id: "part", causeId: "example" })],
    [97.2, [94, 100], [100, 100, 100], [100, 100]],
  ],
  [
    "of one that nobody has assessed for 4 h: those hours are over",
    [foretold(0.8, { horizonMs: DAY_MS, assessedMs: AS_OF_MS - 4 * HOUR_MS })],
    [100, [100, 100], [100, 100, 100], [100, 100]],
  ],
])("what is predicted takes points: %s", (_, predictions, expected) => {
  expect(predicted(predictions)).toEqual(expected);
});

test("what is wrong now is said before what may be, whatever it would cost", () => {
  const inputs = {
    ...world(change(1, { errorRatio: 0.02 })),
    predictions: [foretold(1, { severity: "critical" })],
  };
  const { executive, infrastructure } = computeCycle({
    ...inputs,
    catalogRegions: inputs.catalogRegions.map((region) => ({ ...region, revenuePerMinute: 1_000 })),
  });
  expect(executive.attention.map(({ kind }) => kind)).toEqual(["prediction", "objective-missed"]);
  expect(executive.headline).toBe("pay in eu is failing. Everything else is healthy.");
  expect(infrastructure.criticalAlerts).toBe(2);
});

test("what breaks next says as of when it was assessed, where that is long ago", () => {
  const headline = (assessedMs: number) => {
    const predictions = [foretold(0.8, { horizonMs: DAY_MS, assessedMs })];
    return computeCycle({ ...world(QUIET), predictions, assessed: true }).executive.headline;
  };
  expect(headline(AS_OF_MS - 15 * MINUTE_MS)).toMatch(/ Next: CPU in eu .*: 53 % within 24 h\.$/);
  expect(headline(AS_OF_MS - 16 * MINUTE_MS)).toMatch(/ within 24 h, as of 2026-11-23 11:44 UTC\.$/);
});

test("critical alerts: none is 0 where something was judged, and null with a reason where nothing was", () => {
  const alerts = (inputs: CycleInputs) => computeCycle(inputs).infrastructure;
  const silent = world(QUIET.map((part) => ({ ...part, silentMs: HOUR_MS })));
  expect(alerts(world(QUIET)).criticalAlerts).toBe(0);
  expect(alerts(emptyCycleInputs(AS_OF_MS)).criticalAlerts).toBeNull();
  expect(alerts(silent).criticalAlerts).toBeNull();
  expect(alerts(silent).missing.find(({ field }) => field === "critical_alerts")?.reason).toBe("stale");
  expect(alerts({ ...silent, assessed: true }).criticalAlerts).toBe(0);
  expect(alerts({ ...silent, predictions: [foretold(1, { severity: "critical" })] }).criticalAlerts).toBe(1);
});

test("a service over its regions: sums, ratios by traffic, and each region in brief", () => {
  const { serviceTotals, services } = computeCycle(world(change(0, { errorRatio: 0.1, cpu: 0.8 })));
  expect(serviceTotals.map(({ service }) => service)).toEqual(["pay", "shop"]);
  const shop = serviceTotals[1];
  expect(shop.requestsPerSecond).toBeCloseTo(1_900, 6);
  expect(shop.errorRatio).toBeCloseTo(90 / 1_900, 9);
  expect(shop.cpuRatio).toBeCloseTo((0.8 + 0.5) / 2, 9);
  const shops = services.filter(({ service }) => service === "shop");
  expect(shop.places).toEqual(
    shops.map(({ region, status, statusBecause, healthScore, stale, ...figures }) => ({
      ...{ region, status, statusBecause, healthScore, stale },
      ...{ requestsPerSecond: figures.requestsPerSecond, errorRatio: figures.errorRatio },
      latencyP99Ms: figures.latencyP99Ms,
    })),
  );
});

test.each([
  ["healthy everywhere", {}, "healthy"],
  ["failing where 47 % of its requests are", { errorRatio: 0.1 }, "critical"],
  ["down where 47 % of its requests are", { errorRatio: 0.9 }, "critical"],
  ["down where 53 % of its requests are", { errorRatio: 0.9, rps: 1_200 }, "down"],
  ["failing where 0.5 % of its requests are", { errorRatio: 0.1, rps: 5 }, "healthy"],
  ["silent where 47 % of its requests are", { silentMs: 61_000 }, "degraded"],
] as const)("a service %s is judged by its regions' share of its traffic", (_name, changes, status) => {
  const shop = computeCycle(world(change(0, changes))).serviceTotals[1];
  expect(shop.status).toBe(status);
  if (status !== "healthy") expect(shop.statusBecause).toMatch(/^eu \(.*\) carries .* % of the traffic/);
});

test("a service's p99 is read from its regions' merged histograms: neither their mean nor their worst", () => {
  const inputs = world(QUIET);
  const rows = [
    ...[latencyRow("eu", 10, 980), latencyRow("eu", 100, 20)],
    ...[latencyRow("us", 10, 985), latencyRow("us", 1_000, 15)],
  ];
  const { serviceTotals, services } = computeCycle({
    ...inputs,
    signals: [
      ...inputs.signals,
      ...["eu", "us"].map((region) => ({ ...inputs.signals[0], metric: "latency" as const, region })),
    ],
    latencies: { services: rows, regions: [] },
  });
  const ofRegions = services.filter((row) => row.service === "shop").map((row) => row.latencyP99Ms ?? 0);
  expect(ofRegions[0]).toBeCloseTo(100, -0.5);
  expect(ofRegions[1]).toBeCloseTo(1_000, -1.5);
  const byHand = Histogram.empty();
  for (const row of rows) byHand.merge(decodeHistogram(row.histogram as Uint8Array));
  expect(serviceTotals[1].latencyP99Ms).toBe(byHand.quantile(0.99));
  // 1,965 of all 2,000 took 10 ms, the next 20 took 100 ms: so did the 1,980th.
  expect(serviceTotals[1].latencyP99Ms).toBeCloseTo(100, -0.5);
});

function latencyRow(region: string, ms: number, count: number): RollupRow {
  const histogram = Histogram.empty();
  const offset = Math.ceil(Math.log2(ms) * 2 ** STORED_SCALE) - 1;
  const exponential = { scale: STORED_SCALE, zeroCount: 0, offset, counts: [count] };
  histogram.addPoint({ count, sum: null, explicit: null, exponential }, 1);
  return {
    ...{ metric: "latency", region, service: "shop", windowMs: AS_OF_MS - 10_000 },
    ...{ count, sum: ms * count, min: null, max: null, last: null, histogram: histogram.encode() },
  };
}
