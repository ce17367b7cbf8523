import { afterEach, beforeEach, expect, test } from "vitest";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { telemetry } from "@/lib/platform/telemetry";
import { examplePrediction } from "@/lib/testing/example-prediction";
import { assessPredictions } from "./assess-predictions";
import { listPredictions } from "./list-predictions";
import {
  createPredictionFixture,
  flat,
  plainModel,
  STEP_MS,
  type PredictionFixture,
} from "./predictions.fixture";
import { readPredictionRecord } from "./read-prediction-record";

const START_MS = Date.UTC(2026, 10, 20);
const OPENED_MS = START_MS + 75 * MINUTE_MS;
const model = plainModel();
let fixture: PredictionFixture;
beforeEach(async () => {
  fixture = await createPredictionFixture(START_MS);
});
afterEach(() => fixture.close());

async function runUntil(toMs: number, fromMs = OPENED_MS) {
  let result;
  for (let nowMs = fromMs; nowMs <= toMs; nowMs += STEP_MS) {
    fixture.clock.set(nowMs);
    result = await assessPredictions(fixture.ctx, model, { asOfMs: nowMs });
  }
  return result;
}

/** As another version could have written it. */
const damage = (where: string) =>
  fixture.rows(`update prediction set latest = '{"of": "another"}' where ${where}`);

async function timesCounted(): Promise<number> {
  const { values } = await telemetry.unreadableRows.get();
  return values.find(({ labels }) => labels.table === "prediction")?.value ?? 0;
}

test("one without an outcome stops nothing: the others are judged, its own series waits, and it is named", async () => {
  const climb = [...flat(0.1, 14), ...flat(0.5, 5), ...flat(0.9, 10)];
  await fixture.store("cpu", "eu", START_MS, climb);
  await fixture.store("cpu", "us", START_MS, climb);
  await runUntil(OPENED_MS);
  await damage("region = 'us'");
  const [us] = await fixture.rows<{ id: string }>(`select id from prediction where region = 'us'`);
  const result = await runUntil(START_MS + 2 * HOUR_MS, OPENED_MS + STEP_MS);
  expect(result).toMatchObject({ kind: "assessed", unreadable: [us!.id], run: { series: 1, unreadable: 1 } });
  const rows = await fixture.rows(`select region, outcome from prediction order by region`);
  expect(rows).toEqual([
    { region: "eu", outcome: "hit" },
    { region: "us", outcome: null },
  ]);
});

test("one that is closed and not judged yet does not keep its series from being told of", async () => {
  await fixture.store("cpu", "eu", START_MS, [...flat(0.5, 15), ...flat(0.1, 10), ...flat(0.5, 3)]);
  await runUntil(START_MS + 24 * STEP_MS);
  await damage(`"closedMs" is not null and outcome is null`);
  const result = await runUntil(START_MS + 28 * STEP_MS, START_MS + 25 * STEP_MS);
  expect(result).toMatchObject({ kind: "assessed", run: { series: 1, unreadable: 1 } });
  const open = await fixture.rows(`select 1 from prediction where "closedMs" is null`);
  expect(open).toHaveLength(1);
});

test("a list goes on without it, page by page, and says how often that was", async () => {
  const made = ["a", "b", "c", "d"].map((id, at) =>
    examplePrediction(START_MS + at * STEP_MS, { id, region: id, description: id }),
  );
  const part = examplePrediction(START_MS, { id: "part", region: "d", service: "cart", causeId: "d" });
  await fixture.ctx.predictions.save([...made, part, { ...part, id: "other", service: "shop" }]);
  await damage("id in ('part', 'b', 'c')");
  const before = await timesCounted();
  const first = await listPredictions(fixture.ctx, { state: "all", limit: 1 });
  expect(
    first.predictions.map(({ prediction, parts }) => [prediction.id, ...parts.map(({ id }) => id)]),
  ).toEqual([["d", "other"]]);
  const second = await listPredictions(fixture.ctx, { state: "all", limit: 1, after: first.last! });
  expect(second.predictions.map(({ prediction }) => prediction.id)).toEqual(["a"]);
  expect(second.last).toBeNull();
  expect((await timesCounted()) - before).toBeGreaterThanOrEqual(3);
});

test("of a kind that this version does not know neither lists nor record nor assessments speak", async () => {
  await fixture.store("cpu", "eu", START_MS, [...flat(0.1, 14), ...flat(0.5, 30)]);
  await runUntil(OPENED_MS);
  await fixture.ctx.predictions.save([examplePrediction(START_MS, { id: "newer", region: "us" })]);
  await fixture.rows(`update prediction set kind = 'newer' where id = 'newer'`);
  await fixture.rows(`insert into prediction_assessment
    select (jsonb_populate_record(a, '{"kind": "newer", "subject": "newer"}')).* from prediction_assessment a limit 1`);
  expect(await runUntil(START_MS + 3 * HOUR_MS, OPENED_MS + STEP_MS)).toMatchObject({
    run: { unreadable: 1 },
  });
  const { predictions } = await listPredictions(fixture.ctx, { state: "all", limit: 10 });
  expect(new Set(predictions.map(({ prediction: { region } }) => region))).toEqual(new Set(["eu"]));
  const { kinds, strengths } = (await readPredictionRecord(fixture.ctx)).record;
  expect(new Set([...kinds, ...strengths].map(({ kind }) => kind))).toEqual(
    new Set(["cpu_saturation_prediction"]),
  );
});
