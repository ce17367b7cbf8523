import { afterEach, beforeEach, expect, test } from "vitest";
import { HOUR_MS } from "@/lib/domain/window";
import { presentPrediction } from "@/lib/pipeline/present/rest/present-prediction";
import { assessPredictions } from "./assess-predictions";
import { ensureReplay } from "./ensure-replay";
import { listPredictions } from "./list-predictions";
import {
  assessEach,
  createPredictionFixture,
  flat,
  plainModel,
  STEP_MS,
  type PredictionFixture,
} from "./predictions.fixture";
import { replayPredictions } from "./replay-predictions";

const START_MS = Date.UTC(2026, 10, 20);
const model = plainModel();
let fixture: PredictionFixture;
beforeEach(async () => {
  fixture = await createPredictionFixture(START_MS);
  const scope = { region: null, service: null, windowDays: 30 };
  await fixture.ctx.objectives.create({ ...scope, kind: "availability", target: 0.9999 });
  // The share that is spent: a thousandth of it here, so that hours are enough.
  await fixture.rows(
    `update prediction_rule set threshold = 0.001 where kind = 'error_budget_exhaustion_prediction'`,
  );
});
afterEach(() => fixture.close());

/** One region fails more and more; another has a tenth of its requests, and next to no failures. */
async function storeFailing(calmWindows: number, windows: number) {
  const rise = Array.from({ length: windows }, (_, at) => Math.max(0, at - calmWindows));
  await fixture.store("requests", "eu", START_MS, flat(100_000, windows));
  await fixture.store("errors", "eu", START_MS, rise);
  await fixture.store("requests", "us", START_MS, flat(10_000, windows));
  await fixture.store("errors", "us", START_MS, flat(0, windows));
}

const open = async (region?: string) =>
  (await listPredictions(fixture.ctx, { state: "open", limit: 100, region })).predictions.map((each) =>
    presentPrediction(each),
  );

/** Where each alert is, and its cause, whatever became of it. */
const causes = () =>
  fixture.rows(
    `select p.region, p."openedMs", p.outcome, c.region as cause, p."causeId" is not null as "isPart"
     from prediction p left join prediction c on c.id = p."causeId" where p."objectiveId" is not null order by p.region`,
  );

test("the region that spends it is a part of the platform's alert, and its pages show that", async () => {
  await storeFailing(14, 26);
  await assessEach(fixture, model, { fromMs: START_MS + HOUR_MS, toMs: START_MS + 26 * STEP_MS });
  const alerts = await open();
  expect(alerts).toMatchObject([{ region: null, parts: [{ region: "eu", service: null }] }]);
  expect(await open("eu")).toEqual(alerts);
  expect(await open("us")).toEqual([]);
});

test("when nobody wants the platform's any more, the region's is an alert again", async () => {
  await storeFailing(14, 27);
  await assessEach(fixture, model, { fromMs: START_MS + HOUR_MS, toMs: START_MS + 26 * STEP_MS });
  await fixture.rows(
    `update prediction_rule set enabled = false where kind = 'error_budget_exhaustion_prediction'`,
  );
  await fixture.rows(
    `insert into prediction_rule (id, kind, region, threshold, "openProbability", enabled)
     values ('eu', 'error_budget_exhaustion_prediction', 'eu', 0.001, 0.5, true)`,
  );
  const lastMs = START_MS + 27 * STEP_MS;
  await assessEach(fixture, model, { fromMs: lastMs, toMs: lastMs });
  expect(await open()).toMatchObject([{ region: "eu", cause_id: null, parts: [] }]);
});

test("a replay of the past joins the same", async () => {
  const windows = 30 * 12;
  await storeFailing(windows - 40, windows);
  const liveMs = START_MS + windows * STEP_MS;
  fixture.clock.set(liveMs);
  await assessPredictions(fixture.ctx, model, { asOfMs: liveMs });
  await ensureReplay(fixture.ctx);
  while ((await replayPredictions(fixture.ctx, model)).kind !== "idle");
  const [eu, platform] = await causes();
  expect(eu).toMatchObject({ region: "eu", outcome: "hit", cause: null, isPart: true });
  expect(platform).toMatchObject({ region: null, outcome: "hit", isPart: false });
});
