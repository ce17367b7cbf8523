import { afterEach, beforeEach, expect, test } from "vitest";
import { anomalyModel } from "@/lib/compose/anomalies";
import type { Ctx } from "@/lib/context";
import { ANOMALY_STEP_MS } from "@/lib/domain/anomaly";
import type { MetricName } from "@/lib/domain/metric";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/window";
import { createPredictionFixture, type PredictionFixture } from "@/lib/predictions/predictions.fixture";
import { insertServiceHistories } from "@/lib/testing/insert-service-histories";
import type { AnomalyFilter } from "./anomaly-store";
import { emptyMemory, type AnomalyMemory } from "./anomaly-tools";
import { detectAnomalies } from "./detect-anomalies";
import { listAnomalies } from "./list-anomalies";

const START_MS = Date.UTC(2026, 10, 20);
const DAY = DAY_MS / ANOMALY_STEP_MS;
const USUAL = 8 * DAY;
const NOW_MS = START_MS + 8 * DAY_MS;
let fixture: PredictionFixture;
let ctx: Ctx;
let memory: AnomalyMemory;
beforeEach(async () => {
  fixture = await createPredictionFixture(NOW_MS);
  ctx = fixture.ctx;
  memory = emptyMemory();
});
afterEach(() => fixture.close());

const at = (window: number) => NOW_MS + window * ANOMALY_STEP_MS;
/** A day like any other, a little uneven. */
const usual = (windows: number, size = 1) =>
  Array.from(
    { length: windows },
    (_, step) => size * (0.4 + 0.1 * Math.sin((2 * Math.PI * step) / DAY) + 0.002 * ((step * 7) % 5)),
  );
/** Usual days, then `after`. */
const days = (after: readonly (number | null)[], size = 1) => [...usual(USUAL, size), ...after];
const repeat = (value: number, windows: number) => Array.from({ length: windows }, () => value);

const store = (metric: MetricName, region: string, service: string, sums: readonly (number | null)[]) =>
  insertServiceHistories(fixture.test.pool, [{ metric, region, service, fromMs: START_MS, sums }]);

async function runUntil(to: number, from = 0): Promise<void> {
  for (let window = from + 1; window <= to; window++) {
    fixture.clock.set(at(window) + 25_000);
    await detectAnomalies(ctx, { model: anomalyModel, memory }, { asOfMs: at(window) + 20_000 });
  }
}
const list = async (filter: Partial<AnomalyFilter> = {}) =>
  (await listAnomalies(ctx, { state: "all", limit: 100, ...filter })).anomalies;
const waiting = async () => (await ctx.anomalyRuns.latest())!.waiting;

test("a service in a region by itself: told once, with its own change and that of what it depends on", async () => {
  await store("cpu", "eu", "cart", days(repeat(0.9, 6)));
  await store("cpu", "eu", "shop", days(usual(6)));
  await store("cpu", "us", "cart", days(usual(6)));
  await fixture.rows(`update service set dependencies = '{shop}' where name = 'cart'`);
  const change = (service: string, minutes: number) =>
    ctx.deployments.put({
      ...{ externalId: null, source: "api", service, region: "eu", environment: "production" },
      ...{
        kind: "deploy",
        outcome: "succeeded",
        version: service,
        deployedAtMs: NOW_MS - minutes * MINUTE_MS,
      },
      ...{ commit: null, committedAtMs: null, url: null, description: null, demo: false },
      ...{ recordedAtMs: NOW_MS, recordedBy: "test" },
    });
  await change("cart", 20);
  await change("shop", 10);
  await change("search", 5);
  await runUntil(4);
  const [found, ...others] = await list();
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    ...{ metric: "cpu", region: "eu", service: "cart", direction: "above", against: ["own"], moves: null },
    ...{ startedMs: at(0), openedMs: at(2), observed: 0.9, causeId: null, parts: [], judgedMs: at(4) },
  });
  expect(found!.suspects.map(({ version }) => version)).toEqual(["shop", "cart"]);
  expect(await list({ service: "cart", region: "us" })).toEqual([]);
  expect(await list({ of: "services" })).toHaveLength(1);
  expect(await list({ of: "regions" })).toEqual([]);
  expect(await waiting()).toMatchObject([
    { region: "eu", service: null },
    { region: "us", service: null },
  ]);
});

test("what begins with its region's is a part of that one, and stands by itself when it outlasts it", async () => {
  await fixture.store("cpu", "eu", START_MS, days([...usual(2), ...repeat(0.9, 3), ...usual(14).slice(5)]));
  await store("cpu", "eu", "cart", days(repeat(0.9, 20)));
  await store("cpu", "eu", "shop", days([...usual(10), ...repeat(0.9, 10)]));
  await runUntil(3);
  const [cart] = await list();
  expect(cart).toMatchObject({ service: "cart", causeId: null });
  await runUntil(5, 3);
  const [region, ...none] = await list();
  expect(none).toEqual([]);
  expect(region).toMatchObject({ region: "eu", service: null, parts: [{ id: cart!.id, service: "cart" }] });
  expect(await list({ service: "cart" })).toMatchObject([{ id: cart!.id, causeId: region!.id }]);
  await runUntil(13, 5);
  const open = await list({ state: "open" });
  expect(open).toMatchObject([
    { service: "shop", causeId: null }, // 50 min after its region's began
    { service: "cart", causeId: region!.id },
  ]);
  expect(await list({ state: "ended" })).toMatchObject([{ id: region!.id, parts: [{ service: "cart" }] }]);
  expect(await list({ fromMs: at(6) })).toHaveLength(2);
  expect(await list({ toMs: at(10) })).toHaveLength(2);
});

test("beside the same service of other regions", async () => {
  const regions = ["ap", "eu", "sa", "us"];
  for (const [n, region] of regions.entries())
    await store(
      "cpu",
      region,
      "cart",
      days(region === "eu" ? repeat(0.95, 2) : usual(2, 1 + n / 10), 1 + n / 10),
    );
  await store("cpu", "af", "shop", days(repeat(0.95, 2)));
  await runUntil(2);
  const found = await list();
  expect(found.map(({ region, moves }) => [region, moves]).sort()).toEqual([
    ["af", null],
    ["eu", { compared: 3, alike: 0 }],
  ]);
});

test("requests by second, and the share of errors of those that send them", async () => {
  const requests = usual(USUAL + 3).map((value) => Math.round(value * 30_000));
  const failed = requests.map((value, step) => value * (step < USUAL ? 0.001 * (1 + (step % 3)) : 0.1));
  for (const service of ["cart", "mute"]) await store("requests", "eu", service, requests);
  await store("errors", "eu", "cart", failed);
  await store("requests", "eu", "stops", days(repeat(100, 3), 30_000));
  await runUntil(3);
  const found = await list();
  expect(found.map(({ metric, service, direction }) => [metric, service, direction]).sort()).toEqual([
    ["error_ratio", "cart", "above"],
    ["requests", "stops", "below"],
  ]);
  expect(found.find(({ service }) => service === "stops")!.observed).toBeCloseTo(1 / 3, 6);
  expect((await ctx.anomalyRuns.latest())!).toMatchObject({ series: 4, learning: 0 });
});

test("a restart in between changes nothing, and what was missed meanwhile is judged", async () => {
  await store("cpu", "eu", "cart", days([...repeat(0.9, 4), ...usual(12).slice(4)]));
  for (const window of [1, 2, 5, 12]) {
    memory = emptyMemory();
    await runUntil(window, window - 1);
  }
  expect(await list()).toMatchObject([
    { startedMs: at(0), openedMs: at(2), endedMs: at(4), ending: "back", observed: 0.9 },
  ]);
});

test("which services are not judged is known: too young, silent, or without room", async () => {
  await store(
    "cpu",
    "eu",
    "young",
    repeat(0.5, USUAL).map((value, step) => (step < USUAL - DAY ? null : value)),
  );
  await store("cpu", "eu", "silent", usual(USUAL - 2));
  await store("cpu", "eu", "usual", usual(USUAL));
  await runUntil(0, -1);
  expect(await waiting()).toMatchObject([
    { region: "eu", service: null, windows: null },
    { region: "eu", service: "silent", windows: null },
    { region: "eu", service: "young", windows: 6 * DAY - 2 },
  ]);
});

test("a service that is not watched any more does not stay unusual for ever", async () => {
  await store("cpu", "eu", "cart", days(repeat(0.9, 3)));
  await runUntil(3);
  await fixture.rows("delete from signal");
  await runUntil(15, 3);
  expect(await list()).toMatchObject([{ ending: "no-data", endedMs: at(3) }]);
});

test("an import is learned from by the next run", async () => {
  await store("cpu", "eu", "cart", [...repeat(0, USUAL).map(() => null), ...usual(2)]);
  await runUntil(1);
  expect(await waiting()).toContainEqual({ region: "eu", service: "cart", windows: 7 * DAY - 3 });
  await store("cpu", "eu", "cart", usual(USUAL));
  await runUntil(2, 1);
  expect(await waiting()).toContainEqual({ region: "eu", service: "cart", windows: 7 * DAY - 4 });
  await fixture.rows(
    `insert into backfill (id, name, source, state, rows, "createdBy", "finishedAt")
     values ('b', 'b', '{"kind":"file","path":"/x"}', 'done', 24, 'x', $1)`,
    [new Date(fixture.clock.nowMs()).toISOString()],
  );
  await runUntil(3, 2);
  expect((await waiting()).filter(({ windows }) => windows !== null)).toEqual([]);
});
