import { afterEach, beforeEach, expect, test } from "vitest";
import { goodRatioOf, type ObjectiveKind } from "@/lib/domain/objective";
import { DAY_MS, HOUR_MS } from "@/lib/domain/window";
import { presentPrediction } from "@/lib/pipeline/present/rest/present-prediction";
import { listPredictions } from "./list-predictions";
import {
  assessEach,
  createPredictionFixture,
  flat,
  plainModel,
  type PredictionFixture,
} from "./predictions.fixture";
import { previewPredictionRule } from "./preview-prediction-rule";
import { readPredictionSeries } from "./read-prediction-series";

const START_MS = Date.UTC(2026, 10, 20);
const WINDOW_DAYS = 30;
const model = plainModel();
let fixture: PredictionFixture;
beforeEach(async () => {
  fixture = await createPredictionFixture(START_MS);
});
afterEach(() => fixture.close());

const objective = (kind: ObjectiveKind, region: string | null, target: number, service = "cart") =>
  fixture.ctx.objectives.create({ kind, region, service, target, windowDays: WINDOW_DAYS });

interface Windows {
  readonly requests: readonly number[];
  /** null: it does not send them. */
  readonly failed?: readonly number[];
  readonly slowMs?: readonly number[];
}

async function store(region: string, service: string, { requests, failed, slowMs }: Windows) {
  await fixture.storeService({ metric: "requests", region, service }, START_MS, requests);
  if (failed) await fixture.storeService({ metric: "errors", region, service }, START_MS, failed);
  if (slowMs)
    await fixture.storeService({ metric: "latency", region, service, requests: 10 }, START_MS, slowMs);
}

/** What share of a place's requests was bad over the hour, by the spent share of its budget. */
async function badShares(toMs: number): Promise<Record<string, number>> {
  const rules = await fixture.ctx.predictionRules.all();
  const objectives = new Map((await fixture.ctx.objectives.all()).map((each) => [each.id, each]));
  const found: Record<string, number> = {};
  for await (const { series } of readPredictionSeries(fixture.ctx, { rules, fromMs: toMs, toMs }))
    for (const { subject, series: of } of series) {
      const known = objectives.get(subject.objectiveId ?? "");
      if (known === undefined) continue;
      const covered = HOUR_MS / (WINDOW_DAYS * DAY_MS);
      const share = (of.values[of.values.length - 1]! * (1 - goodRatioOf(known))) / covered;
      found[`${subject.region} ${subject.service} ${known.kind}`] = Number(share.toFixed(6));
    }
  return found;
}

test("what a service spends: in its objective's region alone, or of all its regions' requests together", async () => {
  const failing = { requests: flat(100, 12), failed: [...flat(0, 6), ...flat(4, 6)] };
  await store("eu", "cart", { ...failing, slowMs: [...flat(20, 6), ...flat(400, 6)] });
  await store("us", "cart", { requests: flat(300, 12), failed: flat(0, 12), slowMs: flat(20, 12) });
  // Its errors are not known there: as good ones its requests would hide the others' failures.
  await store("ap", "cart", { requests: flat(9_000, 12) });
  await store("eu", "shop", { requests: flat(100, 12), failed: flat(50, 12), slowMs: flat(900, 12) });
  await objective("availability", "eu", 0.999);
  await objective("availability", null, 0.99);
  await objective("error-ratio", "ap", 0.01);
  await objective("latency-p95", null, 100);
  await objective("latency-p99", "us", 100, "gone");
  expect(await badShares(START_MS + HOUR_MS)).toEqual({
    "eu cart availability": 0.02,
    "null cart availability": 0.005,
    "null cart latency-p95": 0.25,
  });
});

const RISE = Array.from({ length: 36 }, (_, at) => Math.max(0, at - 14));
/** The share of the budget that is spent: a thousandth of it here, so that hours are enough. */
const lowerTheRule = () =>
  fixture.rows(
    `update prediction_rule set threshold = 0.001 where kind = 'error_budget_exhaustion_prediction'`,
  );

test("it is predicted, told and judged like any other, for the service that has the objective", async () => {
  await lowerTheRule();
  await store("eu", "cart", { requests: flat(100_000, 36), failed: RISE });
  await store("us", "cart", { requests: flat(1, 36), failed: flat(0, 36) });
  await objective("availability", "eu", 0.9999);
  await objective("availability", null, 0.9999);
  await fixture.rows(
    `insert into service (name, dependencies) values ('shop', '{cart}') on conflict do nothing`,
  );
  await assessEach(fixture, model, { fromMs: START_MS + HOUR_MS, toMs: START_MS + 3 * HOUR_MS });
  const all = await fixture.ctx.predictions.list({ state: "all", parts: true, limit: 100 });
  const told = all.map(({ region, service, outcome, affected, description }) => ({
    ...{ region, service, outcome, affected },
    said: description.split(" is likely")[0],
  }));
  const same = { service: "cart", outcome: "hit", affected: ["cart", "shop"] };
  const said = "The spent share of the error budget of cart for 99.99 % availability in";
  expect(told).toHaveLength(2);
  expect(told).toContainEqual({ ...same, region: "eu", said: `${said} eu` });
  expect(told).toContainEqual({ ...same, region: null, said: `${said} all regions` });
});

test("it is a part of its region's cause where it goes with it, and one that the rule is tried on", async () => {
  await lowerTheRule();
  await store("eu", "cart", { requests: flat(100_000, 27), failed: RISE.slice(0, 27) });
  const climb = RISE.slice(0, 27).map((each) => 0.38 + each / 100);
  await fixture.store("cpu", "eu", START_MS, climb);
  await objective("availability", "eu", 0.9999);
  await assessEach(fixture, model, { fromMs: START_MS + HOUR_MS, toMs: START_MS + 2.25 * HOUR_MS });
  const alerts = (await listPredictions(fixture.ctx, { state: "open", limit: 100 })).predictions;
  expect(alerts.map((each) => presentPrediction(each))).toMatchObject([
    { alert_type: "cpu_saturation_prediction", service: null, parts: [{ service: "cart" }] },
  ]);
  fixture.clock.set(START_MS + 2.5 * HOUR_MS);
  const kind = "error_budget_exhaustion_prediction";
  const rule = {
    kind,
    region: null,
    openProbability: 0.5,
    threshold: 0.001,
    enabled: true,
    services: true,
  } as const;
  const tried = await previewPredictionRule(fixture.ctx, model, rule);
  expect(tried).toMatchObject({ series: 1, leftOut: 0, wouldFire: 1 });
});
