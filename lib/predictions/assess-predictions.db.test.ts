import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AppError } from "@/lib/platform/errors";
import type { Prediction } from "@/lib/domain/prediction";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { listenLive } from "@/lib/testing/live-listener";
import { assessPredictions } from "./assess-predictions";
import { findPrediction, listPredictions } from "./list-predictions";
import {
  assessEach,
  createPredictionFixture,
  flat,
  plainCrossing,
  plainModel,
  STEP_MS,
  type PredictionFixture,
} from "./predictions.fixture";
import { readPredictionRecord } from "./read-prediction-record";

const START_MS = Date.UTC(2026, 10, 20);
const model = plainModel();
let fixture: PredictionFixture;
beforeEach(async () => {
  fixture = await createPredictionFixture(START_MS);
});
afterEach(() => fixture.close());

const ALL = { state: "all", limit: 100 } as const;

const runUntil = (toMs: number, fromMs = START_MS + HOUR_MS) => assessEach(fixture, model, { fromMs, toMs });
async function stored(): Promise<Prediction[]> {
  return fixture.ctx.predictions.list({ ...ALL, parts: true });
}

describe("what is predicted comes true, or does not", () => {
  test("a hit: opened, told, closed at the breach, which was not missed", async () => {
    await fixture.store("cpu", "eu", START_MS, [...flat(0.1, 15), ...flat(0.5, 5), ...flat(0.9, 10)]);
    await runUntil(START_MS + 90 * MINUTE_MS);
    const [open] = (await listPredictions(fixture.ctx, { state: "open", limit: 10 })).predictions;
    expect(open!.prediction).toMatchObject({
      ...{ kind: "cpu_saturation_prediction", region: "eu", openedMs: START_MS + 80 * MINUTE_MS },
      ...{ horizonMs: HOUR_MS, confidence: 0.625, severity: "high", replayed: false, outcome: null },
      ...{ bottleneck: "cpu_saturation_prediction", causeId: null },
      description: expect.stringMatching(
        /^CPU in eu is likely to rise above 80 %: 63 % within 1 h, about 0\d:\d\d UTC/,
      ),
    });
    expect(open!.prediction.actions).toHaveLength(1);
    await runUntil(START_MS + 150 * MINUTE_MS, START_MS + 95 * MINUTE_MS);
    expect(await stored()).toMatchObject([
      { id: open!.prediction.id, outcome: "hit", breachMs: START_MS + 100 * MINUTE_MS, ending: "outcome" },
    ]);
    expect(
      await fixture.rows(`select "onsetMs"::float8 as at, "predictionId" from prediction_breach`),
    ).toEqual([{ at: START_MS + 100 * MINUTE_MS, predictionId: open!.prediction.id }]);
  });

  test("false: its horizon passes, and the page can say so", async () => {
    await fixture.store("memory", "eu", START_MS, [...flat(0.1, 15), ...flat(0.5, 2), ...flat(0.4, 20)]);
    await runUntil(START_MS + 3 * HOUR_MS);
    expect(await stored()).toMatchObject([
      { outcome: "false", openedMs: START_MS + 80 * MINUTE_MS, closedMs: START_MS + 140 * MINUTE_MS },
    ]);
    expect(await fixture.rows("select * from prediction_breach")).toEqual([]);
    expect(
      (await listPredictions(fixture.ctx, { state: "resolved", limit: 10 })).predictions[0],
    ).toMatchObject({
      trackRecord: { resolved: 1, hits: 0 },
    });
  });

  test("missed: a jump that nothing foretold", async () => {
    await fixture.store("cpu", "eu", START_MS, [...flat(0.1, 15), ...flat(0.9, 5)]);
    await runUntil(START_MS + 100 * MINUTE_MS);
    expect(await stored()).toEqual([]);
    expect(await fixture.rows(`select "predictionId", replayed from prediction_breach`)).toEqual([
      { predictionId: null, replayed: false },
    ]);
  });

  test("a breach from before the first run is nobody's", async () => {
    await fixture.store("cpu", "eu", START_MS, [...flat(0.9, 5), ...flat(0.1, 25)]);
    await runUntil(START_MS + 150 * MINUTE_MS);
    expect(await fixture.rows("select * from prediction_breach")).toEqual([]);
  });

  test("latency by its percentile, above its own threshold", async () => {
    await fixture.store("latency", "eu", START_MS, [...flat(20, 15), ...flat(150, 3)]);
    await runUntil(START_MS + 90 * MINUTE_MS);
    expect(await stored()).toMatchObject([
      { kind: "latency_degradation_prediction", threshold: 200, confidence: 0.75, bottleneck: null },
    ]);
  });
});

test("one alert a cause: the parts stand beside it, are recorded, and are not in the list", async () => {
  const rise = (at: number) =>
    Array.from({ length: 40 }, (_, window) => at + Math.max(0, window - 24) * 0.01);
  await fixture.store("memory", "eu", START_MS, rise(0.36));
  await fixture.store("cpu", "eu", START_MS, rise(0.3));
  await fixture.store("cpu", "us", START_MS, rise(0.3));
  await runUntil(START_MS + 185 * MINUTE_MS);
  const { predictions } = await listPredictions(fixture.ctx, { state: "open", limit: 10 });
  const alerts = predictions.map(({ prediction, parts }) => [
    prediction.region,
    prediction.kind,
    parts.length,
  ]);
  expect(alerts.sort()).toEqual([
    ["eu", "memory_pressure_prediction", 1],
    ["us", "cpu_saturation_prediction", 0],
  ]);
  const eu = predictions.find(({ prediction }) => prediction.region === "eu")!;
  expect(eu.parts).toMatchObject([{ kind: "cpu_saturation_prediction", causeId: eu.prediction.id }]);
  expect((await findPrediction(fixture.ctx, { id: eu.parts[0]!.id })).told.prediction.region).toBe("eu");
  expect((await listPredictions(fixture.ctx, { ...ALL, region: "us" })).predictions).toHaveLength(1);
  await expect(listPredictions(fixture.ctx, { ...ALL, region: "mars" })).rejects.toMatchObject({
    errors: [{ pointer: "region" }],
  });
});

test("the same windows twice change nothing; what is stored is told in the same transaction", async () => {
  const listener = await listenLive(fixture.test.url);
  await fixture.store("cpu", "eu", START_MS, flat(0.5, 12));
  const asOfMs = START_MS + HOUR_MS;
  expect(await assessPredictions(fixture.ctx, model, { asOfMs })).toMatchObject({
    kind: "assessed",
    opened: 1,
  });
  expect(await assessPredictions(fixture.ctx, model, { asOfMs: asOfMs + MINUTE_MS })).toEqual({
    kind: "idle",
  });
  expect(await stored()).toHaveLength(1);
  const run = await fixture.ctx.predictionRuns.latest();
  expect(run).toMatchObject({ sinceMs: asOfMs, assessedMs: asOfMs, series: 1, silent: 0 });
  expect(await listener.topics()).toEqual(["prediction"]);
  await listener.end();
});

test("other jobs have their turn between two regions, however many there are", async () => {
  const regions = ["ap", "eu", "us"];
  for (const region of regions) await fixture.store("cpu", region, START_MS, flat(0.5, 12));
  const order: string[] = [];
  const watched = plainModel((query) => {
    const read = plainCrossing(query);
    return (nowMs, horizonsMs) => {
      order.push("predicts");
      return read(nowMs, horizonsMs);
    };
  });
  const breathing = { ...watched, breathe: () => Promise.resolve(void order.push("rests")) };
  const result = await assessPredictions(fixture.ctx, breathing, { asOfMs: START_MS + HOUR_MS });
  expect(result).toMatchObject({ opened: 3, run: { series: 3, silent: 0 } });
  expect(order).toEqual(regions.flatMap(() => ["predicts", "rests"]));
});

test("a rule that changes ends what was said by the former one, without an outcome", async () => {
  await fixture.store("cpu", "eu", START_MS, flat(0.5, 20));
  await runUntil(START_MS + HOUR_MS);
  const rule = (await fixture.ctx.predictionRules.all()).find(
    ({ kind }) => kind === "cpu_saturation_prediction",
  )!;
  const { id, version, builtIn: _, ...same } = rule;
  await fixture.ctx.predictionRules.update(id, version, { ...same, threshold: 0.4 });
  await runUntil(START_MS + 70 * MINUTE_MS, START_MS + 65 * MINUTE_MS);
  expect(await stored()).toMatchObject([{ ending: "rule-changed", outcome: null }]);
  expect((await readPredictionRecord(fixture.ctx)).record.kinds).toMatchObject([{ resolved: 0, hits: 0 }]);
});

test("a rule that is turned off ends them likewise: that is not for want of data", async () => {
  await fixture.store("cpu", "eu", START_MS, flat(0.5, 20));
  await runUntil(START_MS + HOUR_MS);
  const [rule] = (await fixture.ctx.predictionRules.all()).filter(
    ({ kind }) => kind === "cpu_saturation_prediction",
  );
  const { id, version, builtIn: _, ...same } = rule!;
  await fixture.ctx.predictionRules.update(id, version, { ...same, enabled: false });
  await runUntil(START_MS + 65 * MINUTE_MS, START_MS + 65 * MINUTE_MS);
  const closedMs = START_MS + 65 * MINUTE_MS;
  expect(await stored()).toMatchObject([{ ending: "rule-changed", outcome: null, closedMs }]);
});

test("only who reads metrics sees predictions, only the engine assesses", async () => {
  const stranger = fixture.as({ kind: "anonymous", scopes: [] });
  const refusals = [
    listPredictions(stranger, ALL),
    findPrediction(stranger, { id: "x" }),
    readPredictionRecord(stranger),
    assessPredictions(stranger, model, { asOfMs: START_MS }),
  ];
  for (const refused of refusals) await expect(refused).rejects.toBeInstanceOf(AppError);
  const reader = fixture.as({ kind: "key", id: "k", name: "k", demo: false, scopes: ["metrics:read"] });
  await expect(assessPredictions(reader, model, { asOfMs: START_MS })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(findPrediction(reader, { id: "nothing" })).rejects.toMatchObject({ code: "not-found" });
});

test("the record's figures are those that a query by hand finds", async () => {
  const day = DAY_MS / STEP_MS;
  const values = Array.from(
    { length: 2 * day },
    (_, at) => 0.45 + 0.4 * Math.sin(at / 9) + 0.1 * Math.sin(at / 2.3),
  );
  await fixture.store("cpu", "eu", START_MS, values);
  await fixture.store(
    "memory",
    "eu",
    START_MS,
    values.map((value, at) => value * (at % 40 < 20 ? 0.8 : 1.05)),
  );
  await runUntil(START_MS + 2 * DAY_MS);
  const { record } = await readPredictionRecord(fixture.ctx);
  const [byHand] = await fixture.rows<{
    hits: number;
    wrong: number;
    median: number;
    missed: number;
    breaches: number;
  }>(
    `select (select count(*)::int from prediction where kind = $1 and outcome = 'hit') as hits,
       (select count(*)::int from prediction where kind = $1 and outcome = 'false') as wrong,
       (select percentile_cont(0.5) within group (order by "breachMs" - "openedMs") from prediction where kind = $1 and outcome = 'hit') as median,
       (select count(*)::int from prediction_breach where kind = $1 and "predictionId" is null) as missed,
       (select count(*)::int from prediction_breach where kind = $1) as breaches`,
    ["cpu_saturation_prediction"],
  );
  const cpu = record.kinds.find(({ kind }) => kind === "cpu_saturation_prediction")!;
  expect(byHand!.hits).toBeGreaterThan(3);
  expect([cpu.hits, cpu.false, cpu.missed, cpu.breaches, cpu.lead?.p50Ms]).toEqual([
    ...[byHand!.hits, byHand!.wrong, byHand!.missed, byHand!.breaches, byHand!.median],
  ]);
  const [{ n, brier }] = (await fixture.rows<{ n: number; brier: number }>(
    `select count(*)::int as n, avg(power("calibrated1h" - case when "crossed1h" then 1 else 0 end, 2)) as brier
     from prediction_assessment where "crossed1h" is not null`,
  )) as [{ n: number; brier: number }];
  const hour = record.horizons.find(({ kind, horizonMs }) => kind === null && horizonMs === HOUR_MS)!;
  expect([hour.count, hour.bins.reduce((sum, { count }) => sum + count, 0)]).toEqual([n, n]);
  expect(hour.brier).toBeCloseTo(brier, 12);
  const strengths = record.strengths.filter(({ kind }) => kind === "cpu_saturation_prediction");
  expect(strengths.reduce((sum, { hits }) => sum + hits, 0)).toBe(cpu.hits);
  const leads = await fixture.rows<{ strength: string; p50: number }>(
    `select case when confidence >= 0.9 then 'almost certain' when confidence >= 0.7 then 'very likely' else 'likely' end as strength,
       percentile_cont(0.5) within group (order by "breachMs" - "openedMs") as p50
     from prediction where kind = $1 and outcome = 'hit' group by 1`,
    ["cpu_saturation_prediction"],
  );
  const told = new Map(strengths.flatMap(({ strength, lead }) => (lead ? [[strength, lead.p50Ms]] : [])));
  expect(told).toEqual(new Map(leads.map(({ strength, p50 }) => [strength, p50])));

  // What crossed, by the values themselves.
  const assessed = await fixture.rows<{ at: number; crossed: boolean | null }>(
    `select "assessedMs"::float8 as at, "crossed1h" as crossed from prediction_assessment where kind = 'cpu_saturation_prediction'`,
  );
  const above = values.map((value) => value > 0.8);
  for (const { at, crossed } of assessed) {
    const from = (at - START_MS) / STEP_MS;
    if (from + 13 > values.length) continue;
    const onset = Array.from({ length: 12 }, (_, n) => from + n).some(
      (w) => above[w] && above[w + 1] && !above[w - 1],
    );
    expect(crossed, String(from)).toBe(onset);
  }
  expect(assessed.length).toBeGreaterThan(50);
});
