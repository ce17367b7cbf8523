import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { presentPrediction } from "@/lib/pipeline/present/rest/present-prediction";
import { HOUR_MS, MINUTE_MS, TIERS } from "@/lib/domain/window";
import type { Prediction } from "@/lib/domain/prediction";
import type { PredictionRule } from "@/lib/domain/prediction-rule";
import { createPredictionRule } from "./create-prediction-rule";
import { listPredictions } from "./list-predictions";
import {
  assessEach,
  createPredictionFixture,
  flat,
  plainCrossing,
  plainModel,
  STEP_MS,
  type PredictionFixture,
} from "./predictions.fixture";
import { previewPredictionRule } from "./preview-prediction-rule";
import { readPredictionRecord } from "./read-prediction-record";
import { updatePredictionRule } from "./update-prediction-rule";

const START_MS = Date.UTC(2026, 10, 20);
const model = plainModel();
let fixture: PredictionFixture;
beforeEach(async () => {
  fixture = await createPredictionFixture(START_MS);
});
afterEach(() => fixture.close());

const CHECKOUT = { metric: "latency", region: "eu", service: "checkout" } as const;
const CART_CPU = { metric: "cpu", region: "eu", service: "cart" } as const;
const CPU_RULE: PredictionRule = {
  ...{ kind: "cpu_saturation_prediction", region: null, openProbability: 0.5, threshold: 0.8 },
  ...{ enabled: true, services: true },
};
const CART_SUBJECT = { kind: CPU_RULE.kind, region: "eu", service: "cart" };
const subjects = (predictions: readonly Prediction[]) =>
  predictions.map(({ region, service }) => [region, service].filter(Boolean).join(" ")).sort();
/** Two calm hours, then a rise to `top`. */
const rise = (from: number, step: number, windows: number, top = Infinity) =>
  Array.from({ length: windows }, (_, at) => Math.min(top, from + Math.max(0, at - 24) * step));

const runUntil = (toMs: number, fromMs = START_MS + HOUR_MS) => assessEach(fixture, model, { fromMs, toMs });
const stored = () => fixture.ctx.predictions.list({ state: "all", parts: true, limit: 100 });
const open = async (filter: { service?: string; region?: string } = {}) =>
  (await listPredictions(fixture.ctx, { state: "open", limit: 100, ...filter })).predictions;

describe("a service in a region", () => {
  test("its latency is foretold, is said to be its own, and comes true", async () => {
    await fixture.storeService(CHECKOUT, START_MS, [...flat(20, 24), ...flat(150, 5), ...flat(400, 8)]);
    await runUntil(START_MS + 130 * MINUTE_MS);
    const [alert] = await open();
    expect(alert!.prediction).toMatchObject({
      ...{ kind: "latency_degradation_prediction", region: "eu", service: "checkout", threshold: 200 },
      ...{ openedMs: START_MS + 125 * MINUTE_MS, affected: ["checkout"], bottleneck: null },
      description: expect.stringMatching(/^The 99th percentile of latency of checkout in eu is likely/),
    });
    expect(presentPrediction(alert!)).toMatchObject({ affected_systems: ["eu", "checkout"] });
    await runUntil(START_MS + 185 * MINUTE_MS, START_MS + 135 * MINUTE_MS);
    expect(await stored()).toMatchObject([
      { service: "checkout", outcome: "hit", breachMs: START_MS + 145 * MINUTE_MS },
    ]);
    expect((await readPredictionRecord(fixture.ctx)).record.kinds).toMatchObject([
      { kind: "latency_degradation_prediction", hits: 1, breaches: 1, missed: 0 },
    ]);
    const assessed = await fixture.rows(
      `select "assessedMs"::float8 as at, "crossed1h" from prediction_assessment`,
    );
    expect(assessed).toEqual([
      { at: START_MS + HOUR_MS, crossed1h: false },
      { at: START_MS + 2 * HOUR_MS, crossed1h: true },
    ]);
  });

  test("it is part of its region's cause where it moves with it, and both pages show the alert", async () => {
    await fixture.store("cpu", "eu", START_MS, rise(0.42, 0.01, 40));
    await fixture.storeService(CART_CPU, START_MS, rise(0.46, 0.01, 40));
    await fixture.storeService({ ...CHECKOUT, metric: "cpu" }, START_MS, flat(0.5, 40)); // the worst when the region's opens
    await fixture.storeService({ ...CART_CPU, service: "search" }, START_MS, flat(0.1, 40));
    await fixture.store("cpu", "us", START_MS, rise(0.42, 0.01, 40));
    await runUntil(START_MS + 3 * HOUR_MS);
    const alerts = await open();
    expect(alerts.map(({ prediction: { region, service } }) => [region, service]).sort()).toEqual([
      ["eu", null],
      ["us", null],
    ]);
    const eu = alerts.find(({ prediction }) => prediction.region === "eu")!;
    expect(eu.parts).toMatchObject([{ region: "eu", service: "cart", causeId: eu.prediction.id }]);
    expect(presentPrediction(eu).parts).toMatchObject([{ service: "cart" }]);
    expect((await open({ service: "cart" })).map(({ prediction: { id } }) => id)).toEqual([eu.prediction.id]);
    expect(await open({ service: "cart", region: "us" })).toEqual([]);
    expect(eu.prediction.affected).toEqual(["checkout"]);
    expect(await open({ service: "checkout" })).toHaveLength(1);
    expect(await open({ service: "search" })).toEqual([]);
    await expect(open({ service: "flying" })).rejects.toMatchObject({ errors: [{ pointer: "service" }] });
  });

  test("CPU is read beside the requests of the same windows, of the region and of each service", async () => {
    const asked = [...flat(100, 6), null, ...flat(300, 5)];
    for (const region of ["eu", "us"])
      await fixture.store("cpu", region, START_MS + HOUR_MS / 2, flat(0.1, 6));
    await fixture.store("requests", "eu", START_MS, asked);
    await fixture.storeService(CART_CPU, START_MS + HOUR_MS / 2, flat(0.1, 6));
    await fixture.storeService(
      { ...CART_CPU, metric: "requests" },
      START_MS,
      asked.map((each) => each && each / 2),
    );
    await fixture.storeService({ ...CART_CPU, service: "search" }, START_MS, flat(0.1, 12));
    await fixture.store("memory", "eu", START_MS, flat(0.1, 12));
    const read: (readonly (number | null)[] | null)[] = [];
    const watching = plainModel((query) => {
      const values =
        query.demand && [...query.demand.values].map((each) => (Number.isNaN(each) ? null : each));
      read.push(values);
      return plainCrossing(query);
    });
    await assessEach(fixture, watching, { fromMs: START_MS + HOUR_MS, toMs: START_MS + HOUR_MS });
    expect(read.filter((each) => each !== null)).toEqual([
      [null, ...flat(300, 5)],
      [null, ...flat(150, 5)],
    ]);
    expect(read).toHaveLength(5);
  });

  test("who calls it is affected by way of the dependency map", async () => {
    await fixture.storeService(CART_CPU, START_MS, flat(0.6, 12));
    await fixture.rows(
      `insert into service (name, dependencies) values ('shop', '{cart}'), ('app', '{shop}'), ('far', '{}')`,
    );
    await runUntil(START_MS + HOUR_MS);
    expect((await stored()).map(({ affected }) => affected)).toEqual([["cart", "shop", "app"]]);
    expect(await open({ service: "app" })).toHaveLength(1);
  });

  test("its own change is a suspect, however many others there were since; one outside of production is none", async () => {
    await fixture.storeService(CART_CPU, START_MS, flat(0.6, 12));
    const change = (service: string, minute: number, environment = "production") => {
      const deployedAtMs = START_MS + minute * MINUTE_MS;
      return fixture.ctx.deployments.put({
        ...{ source: "test", externalId: null, service, region: "eu", environment, version: "v1" },
        ...{ kind: "deploy", outcome: "succeeded", deployedAtMs, commit: null, committedAtMs: null },
        ...{ url: null, description: null, demo: false, recordedAtMs: deployedAtMs, recordedBy: "test" },
      });
    };
    await change("cart", 20);
    await change("cart", 50, "staging");
    for (const [at, other] of ["search", "shop", "app", "far"].entries()) await change(other, 30 + at);
    await runUntil(START_MS + HOUR_MS);
    const [alert] = await stored();
    expect(alert!.actions.filter((action) => action.startsWith("Check the change"))).toEqual([
      "Check the change of cart v1 at 00:20 UTC, and roll it back if it is the cause.",
    ]);
  });

  test("windows of few requests are gaps: nothing is said of them, and they are no breach", async () => {
    await fixture.storeService(CHECKOUT, START_MS, flat(150, 12));
    await fixture.storeService({ ...CHECKOUT, requests: 99 }, START_MS + HOUR_MS, flat(400, 6));
    await runUntil(START_MS + 90 * MINUTE_MS);
    expect(await fixture.rows("select 1 from prediction_breach")).toEqual([]);
    expect(await fixture.ctx.predictionRuns.latest()).toMatchObject({ series: 1, silent: 1 });
  });

  test("the rule of its region is its rule: threshold, and whether at all", async () => {
    await fixture.storeService(CART_CPU, START_MS, flat(0.5, 20));
    await fixture.storeService({ ...CART_CPU, region: "us" }, START_MS, flat(0.5, 20));
    const rule = { ...CPU_RULE, threshold: 0.6 };
    await createPredictionRule(fixture.ctx, { ...rule, region: "eu" });
    await createPredictionRule(fixture.ctx, { ...rule, region: "us", enabled: false });
    await runUntil(START_MS + 65 * MINUTE_MS);
    expect(await stored()).toMatchObject([{ region: "eu", service: "cart", threshold: 0.6 }]);
    fixture.clock.set(START_MS + 90 * MINUTE_MS);
    const tried = await previewPredictionRule(fixture.ctx, model, { ...rule, region: "eu" });
    expect(tried).toMatchObject({ series: 1, leftOut: 0 });
    expect(tried.wouldFire).toBeGreaterThan(0);
  });

  test("a rule that is not for services is for its region alone, tried as well as in the run", async () => {
    for (const region of ["eu", "us"]) {
      await fixture.store("cpu", region, START_MS, flat(0.45, 20));
      await fixture.storeService({ ...CART_CPU, region }, START_MS, flat(0.6, 20));
      await fixture.storeService({ ...CART_CPU, region, service: "search" }, START_MS, flat(0.6, 20));
    }
    const regionAlone = { ...CPU_RULE, region: "eu", services: false };
    await createPredictionRule(fixture.ctx, regionAlone);
    await runUntil(START_MS + 70 * MINUTE_MS);
    expect(subjects(await stored())).toEqual(["eu", "us", "us cart", "us search"]);
    expect(await fixture.ctx.predictionRuns.latest()).toMatchObject({ series: 4 });
    fixture.clock.set(START_MS + 90 * MINUTE_MS);
    const tried = (rule: PredictionRule) => previewPredictionRule(fixture.ctx, model, rule);
    expect(await tried(regionAlone)).toMatchObject({ series: 1, leftOut: 0, wouldFire: 1 });
    expect(await tried({ ...regionAlone, services: true })).toMatchObject({ series: 3, wouldFire: 3 });
    expect(await tried({ ...CPU_RULE, services: false })).toMatchObject({ series: 1, leftOut: 0 });
  });

  test("turning services off in a rule ends what was said of them, without an outcome, and nothing of regions", async () => {
    await fixture.store("cpu", "eu", START_MS, flat(0.45, 20));
    await fixture.storeService(CART_CPU, START_MS, flat(0.6, 20));
    await fixture.storeService({ ...CART_CPU, metric: "memory" }, START_MS, flat(0.6, 20));
    await runUntil(START_MS + HOUR_MS);
    const rule = (await fixture.ctx.predictionRules.all()).find(({ kind }) => kind === CPU_RULE.kind)!;
    const change = { ...CPU_RULE, services: false, id: rule.id, ifMatch: "*" };
    expect(await updatePredictionRule(fixture.ctx, change)).toMatchObject({ services: false });
    await runUntil(START_MS + 70 * MINUTE_MS, START_MS + 65 * MINUTE_MS);
    const closedMs = START_MS + 65 * MINUTE_MS;
    expect((await stored()).filter(({ resolvedMs }) => resolvedMs !== null)).toMatchObject([
      { ...CART_SUBJECT, ending: "rule-changed", outcome: null, closedMs, resolvedMs: closedMs },
    ]);
    expect(subjects((await stored()).filter((each) => each.closedMs === null))).toEqual(["eu", "eu cart"]);
  });

  test("a rule that is tried before the newest windows are written takes none of them from the next run", async () => {
    await fixture.storeService(CART_CPU, START_MS, flat(0.5, 12));
    fixture.clock.set(START_MS + 65 * MINUTE_MS + 1_000);
    await previewPredictionRule(fixture.ctx, model, CPU_RULE);
    await fixture.storeService(CART_CPU, START_MS + HOUR_MS, flat(0.5, 1));
    await runUntil(START_MS + 65 * MINUTE_MS, START_MS + 65 * MINUTE_MS);
    expect(await fixture.ctx.predictionRuns.latest()).toMatchObject({ series: 1, silent: 0 });
  });

  test("what comes late is seen within two hours, an import once it is told of", async () => {
    const read = async (windows: number) => {
      const tier = TIERS.find(({ name }) => name === "5m")!;
      const span = { tier, fromMs: START_MS, toMs: START_MS + windows * STEP_MS };
      const query = { ...CART_CPU, of: "services", figure: { kind: "mean" } } as const;
      const [cart] = await fixture.ctx.packedSeries.read({ ...query, ...span });
      return [...cart!.series.values].map((value) => (Number.isNaN(value) ? null : value));
    };
    const gap = (windows: number) => Array<null>(windows).fill(null);
    await fixture.storeService(CART_CPU, START_MS + 2 * HOUR_MS, flat(0.5, 13));
    expect(await read(36)).toEqual([...gap(24), ...flat(0.5, 12)]);
    await fixture.storeService(CART_CPU, START_MS, flat(0.25, 18));
    expect(await read(37)).toEqual([...gap(12), ...flat(0.25, 6), ...gap(6), ...flat(0.5, 13)]);
    await fixture.ctx.packedSeries.forget();
    expect(await read(37)).toEqual([...flat(0.25, 18), ...gap(6), ...flat(0.5, 13)]);
  });

  test("an import is seen by the next run, also where it brings too little for a replay", async () => {
    await fixture.storeService(CART_CPU, START_MS + 2 * HOUR_MS, flat(0.1, 36));
    await runUntil(START_MS + 5 * HOUR_MS, START_MS + 5 * HOUR_MS);
    await fixture.storeService(CART_CPU, START_MS, flat(0.2, 24));
    await fixture.rows(
      `insert into backfill (id, name, source, state, rows, "createdBy", "finishedAt")
       values ('b', 'b', '{"kind":"file","path":"/x"}', 'done', 24, 'x', $1)`,
      [new Date(fixture.clock.nowMs()).toISOString()],
    );
    const nextMs = START_MS + 5 * HOUR_MS + STEP_MS;
    await runUntil(nextMs, nextMs);
    const [pack] = await fixture.rows<{ payload: Buffer }>("select payload from packed_series");
    const known = Array.from({ length: 24 }, (_, at) => pack!.payload.readDoubleLE(at * 8));
    expect(known).toEqual(flat(0.2, 24));
  });
});
