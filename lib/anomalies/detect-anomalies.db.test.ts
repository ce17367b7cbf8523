import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { anomalyModel } from "@/lib/compose/anomalies";
import type { Ctx } from "@/lib/context";
import { ANOMALY_KEEP_MS, ANOMALY_STEP_MS, type Anomaly } from "@/lib/domain/anomaly";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { createPredictionFixture, type PredictionFixture } from "@/lib/predictions/predictions.fixture";
import { listenLive } from "@/lib/testing/live-listener";
import { emptyMemory, type AnomalyMemory } from "./anomaly-tools";
import { detectAnomalies } from "./detect-anomalies";
import { listAnomalies } from "./list-anomalies";

const START_MS = Date.UTC(2026, 10, 20);
const DAY = DAY_MS / ANOMALY_STEP_MS;
const USUAL_DAYS = 8;
const NOW_MS = START_MS + USUAL_DAYS * DAY_MS;
let fixture: PredictionFixture;
let ctx: Ctx;
let memory: AnomalyMemory;
beforeEach(async () => {
  fixture = await createPredictionFixture(NOW_MS);
  ctx = fixture.ctx;
  memory = emptyMemory();
});
afterEach(() => fixture.close());

/** A day like any other, a little uneven. */
const usual = (windows: number) =>
  Array.from(
    { length: windows },
    (_, at) => 0.4 + 0.1 * Math.sin((2 * Math.PI * at) / DAY) + 0.002 * ((at * 7) % 5),
  );
const repeat = (value: number, windows: number) => Array.from({ length: windows }, () => value);
const at = (window: number) => NOW_MS + window * ANOMALY_STEP_MS;

/** Runs as the worker does, a little after each window of (from, to]. */
async function runUntil(to: number, from = 0): Promise<void> {
  for (let window = from + 1; window <= to; window++) {
    fixture.clock.set(at(window) + 25_000);
    await detectAnomalies(ctx, { model: anomalyModel, memory }, { asOfMs: at(window) + 20_000 });
  }
}
const all = () => ctx.anomalies.list({ state: "all", limit: 100 });

test("opens after two windows, is told once, goes on, and ends at its last window outside", async () => {
  const values = [...usual(USUAL_DAYS * DAY), ...usual(2), ...repeat(0.9, 4), ...usual(16).slice(6)];
  await fixture.store("cpu", "eu", START_MS, values);
  await runUntil(3);
  expect(await all()).toEqual([]);
  await runUntil(6, 3);
  const [open] = await all();
  expect(open).toMatchObject({
    ...{ metric: "cpu", region: "eu", service: null, direction: "above", against: ["own"], moves: null },
    ...{ startedMs: at(2), openedMs: at(4), endedMs: null, observed: 0.9, judgedMs: at(6), demo: false },
  });
  expect(open!.expected).toBeCloseTo(0.4, 1);
  await runUntil(12, 6);
  expect(await all()).toEqual([
    expect.objectContaining({ id: open!.id, ending: "back", endedMs: at(6), calmWindows: 6 } as Anomaly),
  ]);
  const { anomalies, run } = await listAnomalies(ctx, { state: "ended", region: "eu", limit: 10 });
  expect(anomalies).toHaveLength(1);
  expect(run).toMatchObject({ detectedMs: at(12), series: 1, learning: 0, waiting: [] });
  expect((await listAnomalies(ctx, { state: "open", limit: 10 })).anomalies).toEqual([]);
});

test("a restart in between changes nothing: neither before it opens nor while it goes on", async () => {
  const values = [...usual(USUAL_DAYS * DAY), ...repeat(0.9, 4), ...usual(20).slice(4)];
  await fixture.store("cpu", "eu", START_MS, values);
  for (let window = 0; window < 12; window++) {
    memory = emptyMemory();
    await runUntil(window + 1, window);
  }
  expect(await all()).toMatchObject([
    { startedMs: at(0), openedMs: at(2), endedMs: at(4), ending: "back", observed: 0.9 },
  ]);
});

test("a run that was not stored is run again from what was", async () => {
  await fixture.store("cpu", "eu", START_MS, [...usual(USUAL_DAYS * DAY), ...repeat(0.9, 4)]);
  await runUntil(1);
  const failing: Ctx = { ...ctx, transaction: () => Promise.reject(new Error("away")) };
  const tools = { model: anomalyModel, memory };
  await expect(detectAnomalies(failing, tools, { asOfMs: at(2) })).rejects.toThrow("away");
  await runUntil(3, 2);
  expect(await all()).toMatchObject([{ startedMs: at(0), openedMs: at(2), judgedMs: at(3) }]);
});

test("the same windows twice change nothing; what is stored is told in the same transaction", async () => {
  const listener = await listenLive(fixture.test.url);
  await fixture.store("cpu", "eu", START_MS, usual(USUAL_DAYS * DAY));
  const detect = (asOfMs: number) => detectAnomalies(ctx, { model: anomalyModel, memory }, { asOfMs });
  expect(await detect(NOW_MS)).toMatchObject({ kind: "detected", opened: 0, ended: 0 });
  expect(await detect(NOW_MS + MINUTE_MS)).toEqual({ kind: "idle" });
  expect(await listener.topics()).toEqual(["anomaly"]);
  await listener.end();
});

test("little history: nothing is said, and how much is missing is", async () => {
  await fixture.store("cpu", "eu", NOW_MS - DAY_MS, [...usual(DAY), ...repeat(0.99, 3)]);
  await runUntil(3);
  expect(await all()).toEqual([]);
  const { run } = await listAnomalies(ctx, { state: "open", limit: 10 });
  expect(run).toMatchObject({ series: 1, learning: 1, waiting: [{ region: "eu" }] });
  expect(run!.waiting[0]!.windows).toBeGreaterThan(5 * DAY);
});

test("history that is imported later is learned from within a quarter of an hour", async () => {
  await fixture.store("cpu", "eu", NOW_MS, usual(5));
  await runUntil(1);
  await fixture.store("cpu", "eu", START_MS, usual(USUAL_DAYS * DAY));
  await runUntil(4, 1);
  expect((await ctx.anomalyRuns.latest())!.waiting).toEqual([]);
});

test("requests by second and the share of errors, each by itself", async () => {
  const requests = usual(USUAL_DAYS * DAY + 3).map((value) => Math.round(value * 30_000));
  const errors = requests.map((value, window) =>
    window < USUAL_DAYS * DAY ? value * 0.001 * (1 + (window % 3)) : value * 0.1,
  );
  await fixture.store("requests", "eu", START_MS, requests);
  await fixture.store("errors", "eu", START_MS, errors);
  await runUntil(3);
  const [found, ...others] = await all();
  expect(others).toEqual([]);
  expect(found).toMatchObject({ metric: "error_ratio", direction: "above", against: ["own"] });
  expect(found!.observed).toBeCloseTo(0.1, 6);
});

describe("siblings and suspects", () => {
  const regions = ["ap", "eu", "sa", "us"];
  const storeAll = (outside: readonly string[]) =>
    Promise.all(
      regions.map((region, n) => {
        const size = 0.5 + n * 0.1;
        const values = usual(USUAL_DAYS * DAY).map((value) => value * size);
        const after = outside.includes(region) ? repeat(0.9, 2) : usual(2).map((value) => value * size);
        return fixture.store("cpu", region, START_MS, [...values, ...after]);
      }),
    );

  test("here alone", async () => {
    await storeAll(["eu"]);
    await runUntil(2);
    expect(await all()).toMatchObject([{ region: "eu", moves: { compared: 3, alike: 0 } }]);
  });

  test("in all of them", async () => {
    await storeAll(regions);
    await runUntil(2);
    const found = await all();
    expect(found.map(({ region, moves }) => [region, moves]).sort()).toEqual(
      regions.map((region) => [region, { compared: 3, alike: 3 }]),
    );
  });

  const deploy = (version: string, deployedAtMs: number, region: string | null, environment = "production") =>
    ctx.deployments.put({
      ...{ externalId: null, source: "api", service: "shop", region, environment, kind: "deploy" },
      ...{ outcome: "succeeded", version, deployedAtMs, commit: null, committedAtMs: null, url: null },
      ...{ description: null, demo: false, recordedAtMs: deployedAtMs, recordedBy: randomUUID() },
    });

  test("changes of production shortly before are suspects, also those reported later", async () => {
    await storeAll(["eu"]);
    await deploy("1", NOW_MS - 10 * MINUTE_MS, "eu");
    await deploy("2", NOW_MS - 5 * MINUTE_MS, null);
    await deploy("3", NOW_MS - 5 * MINUTE_MS, "us");
    await deploy("4", NOW_MS - 5 * MINUTE_MS, "eu", "staging");
    await deploy("5", NOW_MS - 2 * HOUR_MS, "eu");
    await runUntil(2);
    const versions = async () => (await all())[0]!.suspects.map(({ version }) => version);
    expect(await versions()).toEqual(["2", "1"]);
    await deploy("6", NOW_MS - MINUTE_MS, "eu");
    await deploy("7", NOW_MS + MINUTE_MS, "eu");
    await runUntil(3, 2);
    expect(await versions()).toEqual(["7", "6", "2", "1"]);
  });
});

test("what ended is forgotten after its time, what goes on is not; an unknown place is named", async () => {
  await fixture.store("cpu", "eu", START_MS, [...usual(USUAL_DAYS * DAY), ...repeat(0.9, 4)]);
  await runUntil(2);
  const later = NOW_MS + 2 * ANOMALY_KEEP_MS;
  expect(await ctx.anomalies.deleteBefore(later - ANOMALY_KEEP_MS)).toBe(0);
  const [open] = await all();
  await ctx.anomalies.save([{ ...open!, endedMs: at(2), ending: "back" }]);
  expect(await ctx.anomalies.deleteBefore(later - ANOMALY_KEEP_MS)).toBe(1);
  const unknown = { state: "all", limit: 1 } as const;
  await expect(listAnomalies(ctx, { ...unknown, region: "mars" })).rejects.toMatchObject({
    errors: [{ pointer: "region" }],
  });
  await expect(listAnomalies(ctx, { ...unknown, service: "none" })).rejects.toMatchObject({
    errors: [{ pointer: "service" }],
  });
});

test("a person without the scope of the engine does not run it", async () => {
  const reader = fixture.as({ kind: "system", name: "reader", scopes: ["metrics:read"] });
  await expect(
    detectAnomalies(reader, { model: anomalyModel, memory }, { asOfMs: NOW_MS }),
  ).rejects.toMatchObject({ code: "forbidden" });
});

test("one that is damaged is left out and named; the others go on, and its series is not told twice", async () => {
  const values = [...usual(USUAL_DAYS * DAY), ...repeat(0.9, 5)];
  await fixture.store("cpu", "eu", START_MS, values);
  await fixture.store("cpu", "us", START_MS, values);
  await runUntil(3);
  const [damaged] = (await all()).filter(({ region }) => region === "us");
  await fixture.test.pool.query(`update anomaly set suspects = '"of another version"' where region = 'us'`);
  for (const window of [4, 5]) {
    const result = await detectAnomalies(ctx, { model: anomalyModel, memory }, { asOfMs: at(window) });
    expect(result).toMatchObject({ kind: "detected", opened: 0, unreadable: [damaged!.id] });
  }
  expect(await ctx.anomalyRuns.latest()).toMatchObject({ unreadable: 1 });
  const left = { startedMs: at(0), judgedMs: at(5), endedMs: null };
  expect((await listAnomalies(ctx, { state: "open", region: "eu", limit: 10 })).anomalies).toMatchObject([
    left,
  ]);
  // One an answer, as the damaged one would have been.
  expect(await listAnomalies(ctx, { state: "all", limit: 1 })).toMatchObject({
    anomalies: [left],
    last: null,
  });
});

test("a region of which nothing arrives any more is named: that nothing is unusual of it nobody knows", async () => {
  await fixture.store("cpu", "eu", START_MS, usual(USUAL_DAYS * DAY));
  await fixture.store("cpu", "us", START_MS, usual(USUAL_DAYS * DAY + 2));
  await fixture.store("cpu", "old", START_MS - 20 * DAY_MS, usual(1));
  await runUntil(2);
  expect((await ctx.anomalyRuns.latest())!.waiting).toEqual([
    { region: "eu", service: null, windows: null },
    { region: "old", service: null, windows: null },
  ]);
});
