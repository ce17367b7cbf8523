import type { Page } from "@playwright/test";
import type { GlobalMetricsContract } from "@/lib/contracts/global-metrics";
import { metricsHistoryResponseSchema } from "@/lib/contracts/metrics-history";
import {
  regionalMetricsResponseSchema,
  type RegionalMetricsContract,
} from "@/lib/contracts/regional-metrics";
import type { ServiceMetricsContract } from "@/lib/contracts/service-metrics";
import type { ServiceTotalsContract } from "@/lib/contracts/service-totals";
import { HISTORY_METRICS } from "@/lib/domain/metric-history";
import {
  expectedFigures,
  expectedHistory,
  INPUT_REGIONS,
  INPUT_SERVICE,
  inputOf,
  KnownSender,
  STEP_MS,
  type ExpectedFigures,
  type InputRegion,
  type Phase,
} from "./fixtures/known-input";
import { readEverything, valuesByPath, type Reading } from "./fixtures/reading";
import { signInAs, type RealSystem, type System } from "./fixtures/system";
import { expect, test } from "./fixtures/test";
import { until } from "./fixtures/until";

/**
 * No constant hides anywhere. One system has the world to itself and gets two known inputs, one after the other, and then
 * silence. Every figure of the API and of the page must be what the input says, follow it, and be null without it. The
 * samples of each input are stamped over its last minute, so that a minute of input does not take a minute.
 */
const SECOND_MS = 1_000;
/** Percentiles come from histograms with a relative error of 1.08 %. */
const TOLERANCE = 0.02;
const DEMO_REGIONS = 5;
/** 60 s without a sample, and the next cycle. */
const STALE_WITHIN_MS = 90_000;

/** Checked otherwise: as parts of a whole, by how they follow, or not at all since nobody configured them. */
type Otherwise = "health" | "impact" | "unconfigured";
type NumberOf<T> = { [K in keyof T]: number extends T[K] ? K : never }[keyof T];

/** Every number of the contracts, and the figure that it must be. A new one without a line here does not compile. */
const GLOBAL: Record<NumberOf<GlobalMetricsContract>, keyof ExpectedFigures | Otherwise> = {
  total_requests_per_second: "requestsPerSecond",
  active_users: "activeUsers",
  global_latency_p99: "p99",
  global_latency_p95: "p95",
  global_latency_p50: "p50",
  error_rate: "errorRate",
  availability: "availability",
  throughput: "throughput",
  cpu_utilization: "cpu",
  memory_utilization: "memory",
  disk_utilization: "disk",
  network_utilization: "network",
  connection_utilization: "connectionUtilization",
  server_count: "servers",
  database_connections: "connections",
  cache_hit_rate: "cacheHitRate",
  load_balancer_health: "loadBalancerHealth",
  health_score: "health",
  performance_score: "performance",
};
const REGIONAL: Record<NumberOf<RegionalMetricsContract>, keyof ExpectedFigures | Otherwise> = {
  requests_per_second: "requestsPerSecond",
  active_users: "activeUsers",
  latency_p99: "p99",
  latency_p95: "p95",
  latency_p50: "p50",
  error_rate: "errorRate",
  availability: "availability",
  throughput: "throughput",
  server_count: "servers",
  load_balancer_health: "loadBalancerHealth",
  database_connections: "connections",
  connection_utilization: "connectionUtilization",
  cache_hit_rate: "cacheHitRate",
  cpu_utilization: "cpu",
  memory_utilization: "memory",
  disk_utilization: "disk",
  network_utilization: "network",
  revenue_per_minute: "revenuePerMinute",
  cost_per_million_requests: "unconfigured",
  cost_efficiency: "unconfigured",
  users_affected: "impact",
  money_at_risk_low: "unconfigured",
  money_at_risk_high: "unconfigured",
  health_score: "health",
  performance_score: "performance",
};
const SERVICE: Record<
  NumberOf<ServiceMetricsContract & ServiceTotalsContract>,
  keyof ExpectedFigures | Otherwise
> = {
  requests_per_second: "requestsPerSecond",
  throughput: "throughput",
  active_users: "activeUsers",
  error_rate: "errorRate",
  availability: "availability",
  latency_p99: "p99",
  latency_p95: "p95",
  latency_p50: "p50",
  cpu_usage: "cpu",
  memory_usage: "memory",
  disk_usage: "disk",
  network_usage: "network",
  connection_utilization: "connectionUtilization",
  instance_count: "servers",
  database_connections: "connections",
  cache_hit_rate: "cacheHitRate",
  users_affected: "impact",
  money_at_risk_low: "unconfigured",
  money_at_risk_high: "unconfigured",
  health_score: "health",
  performance_score: "performance",
};

/** Numbers that rightly do not change, or do not become null; by the path of reading.ts. */
const EXCEPTIONS: readonly { readonly path: RegExp; readonly rule: Rule; readonly because: string }[] = [
  { path: /(^|\.)last_week$/, rule: "not-configured", because: "there is no week before" },
  { path: /\.status_since$/, rule: "any", because: "a moment, not a figure" },
  {
    path: /^executive\.(availability|latency_p99)_objective(_window_seconds)?$/,
    rule: "any",
    because: "set, not measured",
  },
  { path: /^executive\.error_budget_left$/, rule: "keeps", because: "over 30 days" },
  { path: /_parts\.\d+\.evidence/, rule: "any", because: "links" },
  { path: /\.penalties\./, rule: "any", because: "parts of health_score, whose sum is checked" },
  {
    path: /^executive\.system_availability$/,
    rule: "keeps",
    because: "over 30 days: silence is no downtime",
  },
  {
    path: /^executive\.system_availability_window_seconds$/,
    rule: "keeps",
    because: "how long there is data",
  },
  { path: /^infrastructure\.critical_alerts$/, rule: "counts", because: "a count of what fires" },
  {
    path: /^executive\.(innovation_velocity|competitive_advantage_score)$/,
    rule: "not-configured",
    because: "no input for it is sent",
  },
  {
    path: /^executive\.attention\..*\.money_at_risk(_low|_high|_method)?$/,
    rule: "nothing",
    because: "as the others, and what is listed changes with what is wrong",
  },
  {
    path: /\.(money_at_risk|revenue_impact)(_low|_high|_method)?$/,
    rule: "not-configured",
    because: "the revenue sent is younger than a week, and none is configured",
  },
  {
    path: /\.(cost_per_million_requests|cost_efficiency)$/,
    rule: "not-configured",
    because: "nobody set the price of a server-hour",
  },
  {
    path: /^executive\.attention\./,
    rule: "any",
    because: "a list of what is wrong; its figures are those of the services",
  },
  {
    path: /^(infrastructure\.active|executive\.security)_incidents$/,
    rule: "any",
    because: "counts of what is open, whose number follows from what was wrong when",
  },
  {
    path: /^infrastructure\.predicted_issues$/,
    rule: "nothing",
    because: "too little input to predict from; the list is empty from when that was looked at",
  },
];
/**
 * `follows`: two different numbers, then null. `keeps`: two different numbers, then still one. `nothing`: null or an empty list.
 */
type Rule = "follows" | "keeps" | "counts" | "nothing" | "not-configured" | "any";

test.describe.configure({ mode: "serial", timeout: 150_000 });

const readings = new Map<Phase | "silence", Reading>();
let sender: KnownSender;
let page: Page;
/** Start of the newest window at the beginning: all times count from here. */
let startMs: number;
/** Since when the demo's fleet sends nothing. */
let silencedMs: number;

test.beforeAll(async ({ browser, lone, demo }) => {
  page = await browser.newPage();
  await lone.signIn(page);
  await page.goto(lone.url);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/no telemetry yet/i);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  sender = new KnownSender(lone);
  silencedMs = await silenceFleet(demo); // already now: both silences are waited for at once
});
test.afterAll(async ({ demo }) => {
  process.kill(demo.instance.pid("simulate"), "SIGCONT");
  await page?.close();
});

test("the first input is what API and page show", async ({ lone }) => {
  startMs = Math.floor(Date.now() / STEP_MS) * STEP_MS;
  await sender.send("first", [-95, -85, -75, -65, -55, -45, -35, -25].map(at));
  const reading = await settled(lone, "first", 10);
  expectInput("first", reading);
  await expectPage(reading);
});

test("another input is what API and page show next", async ({ lone }) => {
  const seconds = [-15, -5, 5, 15, 25, 35];
  const soFar = seconds.filter((second) => at(second) <= Date.now());
  await sender.send("second", soFar.map(at));
  for (const second of seconds.slice(soFar.length)) {
    await until(`second ${second}`, 60 * SECOND_MS, () => Date.now() >= at(second));
    await sender.send("second", [at(second)]);
  }
  const reading = await settled(lone, "second", 40);
  expectInput("second", reading);
  await expectPage(reading);
  for (const metric of HISTORY_METRICS) await expectHistory(lone, metric);
});

test("without input every figure is null, says why, and the page shows no number", async ({ lone }) => {
  const reading = await until("a cycle that knows nothing", 100 * SECOND_MS, async () => {
    const read = await readEverything(lone.api);
    return read.global.data.status === "unknown" && read.global.data.cpu_utilization === null && read;
  });
  readings.set("silence", reading);
  await expectSilentPage();
  expect(await page.evaluate(() => "sameDocument" in window), "the page was never loaded again").toBe(true);
});

test("a fleet that stops is stale and unknown on the demo's page, in words", async ({ browser, demo }) => {
  const visitor = await browser.newPage();
  await signInAs(visitor.context(), demo, "executive");
  await visitor.goto(demo.url);
  const rows = visitor.locator("tr[data-region]");
  await expect(rows.locator(".pill", { hasText: /unknown/i })).toHaveCount(DEMO_REGIONS, {
    timeout: Math.max(1, silencedMs + STALE_WITHIN_MS - Date.now()),
  });
  await expect(rows.first().locator("[data-column='rps']")).toHaveText("Stale");
  await expect(visitor.getByRole("heading", { level: 1 })).toHaveText(/nobody knows: no telemetry since/i);
  await expect(visitor.getByRole("region", { name: /needs attention/i })).toContainText(/no telemetry from/i);
  await visitor.close();
});

test("every number of every answer followed its input, or says that it has none", () => {
  const [first, second, silence] = (["first", "second", "silence"] as const).map((phase) =>
    valuesByPath(readings.get(phase) as Reading),
  );
  const paths = [...new Set([...first.keys(), ...second.keys()])];
  const numbers = paths.filter((path) => [first, second].some((values) => isNumberOrNull(values.get(path))));
  const faults = numbers.flatMap((path) => {
    const values = [first.get(path), second.get(path), silence.get(path)] as const;
    const rule = ruleOf(path);
    return obeys(rule, values) ? [] : [`${path} ${rule}: ${values.join(" → ")}`];
  });
  expect(faults).toEqual([]);
});

test("every null of the silent answers has its reason", () => {
  const { global, regional, totals, executive, infrastructure } = readings.get("silence") as Reading;
  const reasons = (answer: Reading["global" | "regional" | "totals" | "executive" | "infrastructure"]) =>
    new Map(answer.meta.missing.map(({ field, reason }) => [field, reason]));
  const expected = (fields: Readonly<Record<string, string>>) =>
    Object.keys(fields).filter((field) => !field.endsWith("_score") && !OTHERWISE.has(fields[field]));
  for (const field of expected(GLOBAL))
    expect.soft(reasons(global).get(field), `global.${field}`).toBe("stale");
  for (const field of expected(REGIONAL))
    expect.soft(reasons(regional).get(field), `regional.${field}`).toBe("stale");
  for (const field of expected(SERVICE))
    expect.soft(reasons(totals).get(field), `totals.${field}`).toBe("stale");
  expect.soft(reasons(executive).get("revenue_impact")).toBe("stale");
  expect.soft(reasons(executive).get("cost_efficiency")).toBe("not-configured");
  expect.soft(reasons(executive).get("total_active_users")).toBe("stale");
  expect.soft(reasons(infrastructure).get("system_capacity_utilization")).toBe("stale");
  for (const answer of [global, regional, totals, executive, infrastructure])
    for (const { field, remedy } of answer.meta.missing) expect.soft(remedy, field).toMatch(/\w+ \w+/);
});

/** Stops the simulated fleet without ending it, once its regions are known. */
async function silenceFleet(demo: System): Promise<number> {
  await until("the fleet's regions", 60 * SECOND_MS, async () => {
    const { data } = await demo.api.read("/metrics/regional", regionalMetricsResponseSchema);
    return data.filter(({ status }) => status !== "unknown").length === DEMO_REGIONS;
  });
  process.kill(demo.instance.pid("simulate"), "SIGSTOP");
  return Date.now();
}

const at = (second: number) => startMs + second * SECOND_MS;

/** Reads everything once the cycle is there that contains the whole phase. */
async function settled(system: RealSystem, phase: Phase, asOfSecond: number): Promise<Reading> {
  const wanted = expectedFigures(sender, phase, INPUT_REGIONS).requestsPerSecond;
  const reading = await until(`figures of the ${phase} input`, 40 * SECOND_MS, async () => {
    const read = await readEverything(system.api);
    const asOfMs = Date.parse(read.global.meta.as_of ?? "1970-01-01");
    const rate = read.global.data.total_requests_per_second;
    return asOfMs >= at(asOfSecond) && rate !== null && Math.abs(rate - wanted) < wanted * TOLERANCE && read;
  });
  readings.set(phase, reading);
  return reading;
}

function expectInput(
  phase: Phase,
  { global, regional, services, totals, realTime, executive, infrastructure }: Reading,
): void {
  const world = expectedFigures(sender, phase, INPUT_REGIONS);
  expectFigures("global", global.data, GLOBAL, world);
  const everywhere = totals.data.find((each) => each.service_name === INPUT_SERVICE);
  expectFigures("the service everywhere", everywhere as ServiceTotalsContract, SERVICE, world);
  for (const region of INPUT_REGIONS) {
    const own = expectedFigures(sender, phase, [region]);
    const row = regional.data.find((each) => each.region === region) as RegionalMetricsContract;
    expectFigures(`regional ${region}`, row, REGIONAL, own);
    const service = services.data.find(
      (each) => each.region === region && each.service_name === INPUT_SERVICE,
    );
    expectFigures(`service in ${region}`, service as ServiceMetricsContract, SERVICE, own);
    expectNear(`infrastructure ${region}`, infrastructure.data.regional_health[region], row.health_score);
    expect(realTime.data.regional_breakdown.find((each) => each.region === region)).toEqual(row);
  }
  const { global_performance: performance, infrastructure_stats: stats } = realTime.data;
  expectNear("real-time rps", performance.requests_per_second, world.requestsPerSecond);
  expectNear("real-time users", performance.active_users, world.activeUsers);
  expectNear("real-time p99", performance.latency_p99, world.p99);
  expectNear("real-time errors", performance.error_rate, world.errorRate);
  expectNear("real-time availability", performance.availability, world.availability);
  expectNear("real-time servers", stats.total_servers, world.servers);
  expectNear("real-time cache", stats.average_cache_hit_rate, world.cacheHitRate);
  expectNear("real-time connections", stats.total_database_connections, world.connections);
  expectNear("real-time cpu", stats.cpu_utilization, world.cpu);
  expectNear("real-time memory", stats.memory_utilization, world.memory);
  expectNear("executive users", executive.data.total_active_users, world.activeUsers);
  expectNear("executive satisfaction", executive.data.customer_satisfaction_score, world.satisfaction);
  expectNear(
    "executive satisfaction estimate",
    executive.data.customer_satisfaction_estimate,
    world.performance,
  );
  expectNear("executive performance", executive.data.performance_score, world.performance);
  expectNear("capacity", infrastructure.data.system_capacity_utilization, world.capacity);
  expectNear("overall health", infrastructure.data.overall_health_score, global.data.health_score);
  const worst = Math.min(...services.data.map((each) => each.health_score ?? Infinity));
  expectNear("service health", infrastructure.data.service_health[INPUT_SERVICE], worst);
  expect(infrastructure.data.critical_alerts).toBe(phase === "first" ? 0 : INPUT_REGIONS.length);
}

const OTHERWISE: ReadonlySet<string> = new Set<Otherwise>(["health", "impact", "unconfigured"]);

interface Judged {
  readonly health_score: number | null;
  readonly penalties: readonly { readonly points: number }[];
}

function expectFigures<T extends Judged>(
  name: string,
  data: T,
  fields: Partial<Record<keyof T, keyof ExpectedFigures | Otherwise>>,
  expected: ExpectedFigures,
): void {
  for (const [field, figure] of Object.entries(fields) as [
    keyof T & string,
    keyof ExpectedFigures | Otherwise,
  ][])
    if (!OTHERWISE.has(figure))
      expectNear(`${name}.${field}`, data[field], expected[figure as keyof ExpectedFigures]);
  const deducted = data.penalties.reduce((sum, { points }) => sum + points, 0);
  expectNear(`${name}: the penalties add up`, data.health_score, 100 - deducted);
}

function expectNear(name: string, value: unknown, expected: number | null): void {
  expect.soft(value, name).toEqual(expect.any(Number));
  const room = Math.abs(expected as number) * TOLERANCE;
  expect
    .soft(Math.abs((value as number) - (expected as number)), `${name}: ${value}, not ${expected}`)
    .toBeLessThanOrEqual(room);
}

/** Every figure on the page, by data-figure, and the number of the API behind it, in the unit that the page shows. */
function pageFigures({ global: { data: world }, executive }: Reading): Record<string, number | null> {
  return {
    activeUsers: world.active_users,
    requests: world.total_requests_per_second,
    availabilityLong: executive.data.system_availability,
    latency: world.global_latency_p99,
    errorRate: (world.error_rate as number) * 100,
    performance: world.performance_score,
    cpu: world.cpu_utilization,
    memory: world.memory_utilization,
    disk: world.disk_utilization,
    network: world.network_utilization,
    cacheHits: world.cache_hit_rate,
    loadBalancers: world.load_balancer_health,
    connections: world.database_connections,
    servers: world.server_count,
    satisfaction: executive.data.customer_satisfaction_score,
  };
}

/** What needs weeks of the past, or an amount that somebody sets: it is said, not made up. */
const WITHOUT_SOURCE = { revenueAtRisk: /Not (configured|enough history)/ } as const;

/** Likewise every column of the table of regions, by data-column. */
const pageColumns = (row: RegionalMetricsContract): Record<string, number | null> => ({
  users: row.active_users,
  rps: row.requests_per_second,
  p99: row.latency_p99,
  errors: (row.error_rate as number) * 100,
  availability: row.availability,
  cpu: row.cpu_utilization,
  servers: row.server_count,
  connections: row.database_connections,
  cache: row.cache_hit_rate,
  lb: row.load_balancer_health,
});

async function expectPage(reading: Reading): Promise<void> {
  const figures = pageFigures(reading);
  expect(await attributes("[data-figure]", "data-figure"), "each figure has a case").toEqual(
    [...Object.keys(figures), ...Object.keys(WITHOUT_SOURCE)].sort(),
  );
  for (const [id, words] of Object.entries(WITHOUT_SOURCE))
    await expect(page.locator(`[data-figure='${id}']`)).toContainText(words);
  for (const [id, value] of Object.entries(figures)) await expectShown(`[data-figure='${id}']`, value);
  for (const region of reading.regional.data) {
    const row = `tr[data-region='${region.region}']`;
    const columns = pageColumns(region);
    expect(await attributes(`${row} [data-column]`, "data-column")).toEqual(Object.keys(columns).sort());
    for (const [column, value] of Object.entries(columns))
      await expectShown(`${row} [data-column='${column}']`, value);
    await expectShown(`${row} [data-label='Health']`, region.health_score);
  }
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText(
    `Health ${(reading.global.data.health_score as number).toFixed(1)} of 100`,
  );
}

/** The exact value, which the page keeps for hover and screen readers. It may still show the cycle before. */
async function expectShown(selector: string, expected: number | null): Promise<void> {
  const shown = page.locator(`${selector} [role='img']`).first();
  const near = async () => {
    const number = Number.parseFloat((await shown.getAttribute("aria-label"))?.replaceAll(",", "") ?? "");
    return Math.abs(number - (expected as number)) <=
      Math.max(Math.abs(expected as number) * TOLERANCE, 0.5e-3)
      ? "as in the API"
      : `${number}, not ${expected}`;
  };
  await expect.poll(near, { message: selector, timeout: 15 * SECOND_MS }).toBe("as in the API");
}

async function attributes(selector: string, name: string): Promise<(string | null)[]> {
  const found = await page
    .locator(selector)
    .evaluateAll((all, attribute) => all.map((each) => each.getAttribute(attribute)), name);
  return found.sort();
}

async function expectSilentPage(): Promise<void> {
  const lasting = "[data-figure='availabilityLong']"; // over 30 days
  await expect(page.locator(`[data-figure]:not(${lasting}) [role='img']`)).toHaveCount(0, {
    timeout: 15 * SECOND_MS,
  });
  for (const id of ["requests", "latency", "cpu", "servers"])
    await expect(page.locator(`[data-figure='${id}']`)).toContainText("Stale");
  for (const region of INPUT_REGIONS) {
    const row = page.locator(`tr[data-region='${region}']`);
    await expect(row.locator(".pill")).toHaveText(/unknown/i);
    await expect(row.locator("[data-column] [role='img']")).toHaveCount(0);
  }
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/nobody knows|no telemetry/i);
}

async function expectHistory(system: RealSystem, metric: (typeof HISTORY_METRICS)[number]): Promise<void> {
  const region: InputRegion = "north";
  const query = new URLSearchParams({ metric, region, points: "4" });
  query.set("from", new Date(at(-10)).toISOString());
  query.set("to", new Date(at(30)).toISOString());
  const { data } = await system.api.read(`/metrics/history?${query}`, metricsHistoryResponseSchema);
  expect.soft(data.points.length, metric).toBe(4);
  const expected = expectedHistory(inputOf("second", region))[metric];
  for (const { value, timestamp } of data.points)
    expectNear(`history of ${metric} at ${timestamp}`, value, expected);
}

const isNumberOrNull = (value: unknown) => value === null || typeof value === "number";

function ruleOf(path: string): Rule {
  return EXCEPTIONS.find((exception) => exception.path.test(path))?.rule ?? "follows";
}

function obeys(rule: Rule, [first, second, silent]: readonly [unknown, unknown, unknown]): boolean {
  const differs = typeof first === "number" && typeof second === "number" && first !== second;
  switch (rule) {
    case "follows":
      return differs && silent === null;
    case "keeps":
      return differs && typeof silent === "number";
    case "counts":
      return differs && (silent === null || silent === 0);
    case "nothing":
      return [first, second, silent].every((value) => value === null || value === undefined);
    case "not-configured":
      return first === null && second === null && silent === null;
    default:
      return rule === "any";
  }
}
