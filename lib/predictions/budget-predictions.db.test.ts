import { afterEach, beforeEach, expect, test } from "vitest";
import { goodRatioOf } from "@/lib/domain/objective";
import type { PredictionSeries } from "@/lib/domain/prediction";
import { DAY_MS, HOUR_MS } from "@/lib/domain/window";
import { assessPredictions } from "./assess-predictions";
import {
  createPredictionFixture,
  flat,
  plainModel,
  STEP_MS,
  type PredictionFixture,
} from "./predictions.fixture";
import { readPredictionSeries } from "./read-prediction-series";

const START_MS = Date.UTC(2026, 10, 20);
let fixture: PredictionFixture;
beforeEach(async () => {
  fixture = await createPredictionFixture(START_MS);
  await fixture.ctx.objectives.ensureDefaults();
});
afterEach(() => fixture.close());

/** A region's requests by window of 5 min, how many of them fail, and how slow they are. */
async function storeRegion(
  region: string,
  requests: readonly number[],
  failed: readonly number[],
  slowMs: readonly number[],
) {
  await fixture.store("requests", region, START_MS, requests);
  await fixture.store("errors", region, START_MS, failed);
  await fixture.store("latency", region, START_MS, slowMs); // one request a window, by its packed count
  await fixture.storeService({ metric: "latency", region, service: null, requests: 10 }, START_MS, slowMs);
}

async function budgets(toMs: number): Promise<readonly PredictionSeries[]> {
  const rules = await fixture.ctx.predictionRules.all();
  const found: PredictionSeries[] = [];
  for await (const { series } of readPredictionSeries(fixture.ctx, { rules, fromMs: toMs, toMs }))
    found.push(...series);
  return found.filter(({ subject }) => subject.objectiveId !== null);
}

test("what is spent of each budget: of failures and of slow requests, of regions and of the whole platform", async () => {
  await storeRegion("eu", flat(100, 12), [...flat(0, 6), ...flat(2, 6)], [...flat(20, 6), ...flat(120, 6)]);
  await storeRegion("us", flat(300, 12), flat(0, 12), flat(20, 12));
  const toMs = START_MS + HOUR_MS;
  const objectives = await fixture.ctx.objectives.all();
  const found = new Map<string, number>();
  for (const { subject, series } of await budgets(toMs)) {
    const objective = objectives.find(({ id }) => id === subject.objectiveId)!;
    const allowed = 1 - goodRatioOf(objective);
    // How long there is data of the window, taken out again.
    const covered = HOUR_MS / (objective.windowDays * DAY_MS);
    const badShare = (series.values[series.values.length - 1]! * allowed) / covered;
    found.set(`${subject.region} ${objective.kind}`, Number(badShare.toFixed(6)));
  }
  expect(Object.fromEntries(found)).toEqual({
    ...{ "eu availability": 0.01, "eu error-ratio": 0.01, "eu latency-p99": 0, "eu latency-p95": 0.5 },
    ...{ "us availability": 0, "us error-ratio": 0, "us latency-p99": 0, "us latency-p95": 0 },
    ...{
      "null availability": 0.0025,
      "null error-ratio": 0.0025,
      "null latency-p99": 0,
      "null latency-p95": 0.25,
    },
  });
});

test("a region all of whose requests are not judged: no budget of failures, neither its own nor the platform's", async () => {
  await storeRegion("eu", flat(100, 12), flat(0, 12), flat(20, 12));
  await storeRegion("us", flat(100, 12), flat(0, 12), flat(20, 12));
  // One service of it sends requests, and no errors.
  await fixture.storeService({ metric: "requests", region: "us", service: "cart" }, START_MS, flat(1, 12));
  await fixture.storeService({ metric: "requests", region: "us", service: "shop" }, START_MS, flat(1, 12));
  await fixture.storeService({ metric: "errors", region: "us", service: "shop" }, START_MS, flat(1, 12));
  await fixture.rows(
    `delete from signal where service_id = 0 and metric in (1, 2) and region_id = (select id from region where code = 'us')`,
  );
  const kinds = new Map((await fixture.ctx.objectives.all()).map(({ id, kind }) => [id, kind]));
  const places = (await budgets(START_MS + HOUR_MS)).map(
    ({ subject }) => `${subject.region} ${kinds.get(subject.objectiveId!)}`,
  );
  expect(places.filter((place) => place.endsWith("availability"))).toEqual(["eu availability"]);
  expect(places.filter((place) => place.endsWith("latency-p99"))).toHaveLength(3);
});

test("of a single region the platform says nothing of its own", async () => {
  await storeRegion("eu", flat(100, 12), flat(0, 12), flat(20, 12));
  const places = (await budgets(START_MS + HOUR_MS)).map(({ subject: { region } }) => region);
  expect(new Set(places)).toEqual(new Set(["eu"]));
});

test("the platform's is predicted, judged and told like any other", async () => {
  // The rule of budgets: the share that is spent. A thousandth of it here, so that hours are enough.
  await fixture.rows(
    `update prediction_rule set threshold = 0.001 where kind = 'error_budget_exhaustion_prediction'`,
  );
  const requests = flat(100_000, 36);
  const failed = Array.from({ length: 36 }, (_, at) => Math.max(0, at - 14));
  await fixture.store("requests", "eu", START_MS, requests);
  await fixture.store("errors", "eu", START_MS, failed);
  await fixture.store("requests", "us", START_MS, flat(1, 36));
  await fixture.store("errors", "us", START_MS, flat(0, 36));
  const model = plainModel();
  for (let nowMs = START_MS + HOUR_MS; nowMs <= START_MS + 3 * HOUR_MS; nowMs += STEP_MS) {
    fixture.clock.set(nowMs);
    await assessPredictions(fixture.ctx, model, { asOfMs: nowMs });
  }
  const all = await fixture.ctx.predictions.list({ state: "all", parts: true, limit: 100 });
  const availability = (await fixture.ctx.objectives.all()).find(({ kind }) => kind === "availability")!;
  const of = all.filter(({ objectiveId }) => objectiveId === availability.id);
  expect(of.map(({ region, outcome }) => [region, outcome]).sort()).toEqual(
    [
      [null, "hit"],
      ["eu", "hit"],
    ].sort(),
  );
  expect(of.find(({ region }) => region === null)!.description).toMatch(
    /^The spent share of the error budget for 99\.99 % availability in all regions is likely/,
  );
});
