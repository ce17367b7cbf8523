import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ASSESSMENT_GRID_MS,
  PREDICTION_STEP_MS,
  type CrossingModel,
  type PredictedBreach,
  type Prediction,
  type PredictionKind,
  type PredictionSeries,
  type PredictionSubject,
} from "@/lib/domain/prediction";
import { closedAt } from "@/lib/domain/regular-series";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { examplePrediction } from "@/lib/testing/example-prediction";
import { foldCauses } from "./prediction-cause";
import { joinedRounds, PredictionGround, predictionRound } from "./prediction-round";
import type { PredictionTools } from "./prediction-step";

const RULE = {
  kind: "cpu_saturation_prediction",
  region: null,
  threshold: 0.8,
  openProbability: 0.5,
  enabled: true,
  services: true,
} as const;

/** Knows nothing but the past: the nearer the newest value is to the threshold, the likelier a crossing. */
const model: CrossingModel =
  ({ series: whole, threshold }) =>
  (nowMs, horizonsMs) => {
    const series = closedAt(whole, nowMs);
    const newest = series.values[series.values.length - 1]!;
    const endMs = series.startMs + series.values.length * series.stepMs;
    const probability = Math.max(0, Math.min(1, newest / threshold));
    const medianMs = endMs + (threshold - newest) * DAY_MS;
    return {
      kind: "probabilities",
      probabilities: horizonsMs.map((horizonMs) => ({
        horizonMs,
        probability: horizonMs >= HOUR_MS ? probability : 0,
      })),
      explain: () => ({
        crossing: { medianMs, fromMs: endMs, toMs: medianMs + HOUR_MS },
        contributions: [{ signal: "level", effect: newest }],
      }),
    };
  };

function tools(): PredictionTools {
  let made = 0;
  return { calibrate: (_kind, _horizonMs, raw) => raw, newId: () => `p${++made}` };
}

const seriesOf = (
  values: readonly number[],
  kind: PredictionKind = RULE.kind,
  region = "eu",
  service: string | null = null,
): PredictionSeries => ({
  subject: { kind, region, service, objectiveId: null },
  series: { startMs: 0, stepMs: PREDICTION_STEP_MS, values: Float64Array.from(values) },
  demand: null,
  demo: false,
});

interface Walked {
  readonly pending: readonly Prediction[];
  readonly all: ReadonlyMap<string, Prediction>;
  readonly breaches: readonly PredictedBreach[];
  readonly assessments: number;
}

function walk(series: readonly PredictionSeries[], toMs: number, stepMs = ASSESSMENT_GRID_MS): Walked {
  const ground = new PredictionGround(series, () => RULE, model);
  const of = tools();
  let pending: readonly Prediction[] = [];
  const all = new Map<string, Prediction>();
  const breaches: PredictedBreach[] = [];
  let assessments = 0;
  for (let nowMs = stepMs; nowMs <= toMs; nowMs += stepMs) {
    const round = predictionRound({
      ground,
      pending,
      sinceMs: nowMs - stepMs,
      nowMs,
      replayed: false,
      tools: of,
    });
    pending = round.pending;
    for (const each of round.changed) all.set(each.id, each);
    breaches.push(...round.breaches);
    assessments += round.assessments.length;
  }
  return { pending, all, breaches, assessments };
}

const flat = (value: number, windows: number) => Array.from({ length: windows }, () => value);
const END_MS = 4 * HOUR_MS;

describe("what becomes of predictions", () => {
  test("a rise that crosses within the horizon is a hit, and its breach was not missed", () => {
    const { all, breaches } = walk([seriesOf([...flat(0.1, 6), ...flat(0.5, 6), ...flat(0.9, 36)])], END_MS);
    expect([...all.values()]).toMatchObject([
      {
        ...{ openedMs: 45 * MINUTE_MS, horizonMs: HOUR_MS, outcome: "hit", ending: "outcome" },
        ...{ breachMs: 12 * PREDICTION_STEP_MS, resolvedMs: 75 * MINUTE_MS, closedMs: 75 * MINUTE_MS },
      },
    ]);
    expect(breaches).toMatchObject([{ onsetMs: 12 * PREDICTION_STEP_MS, predictionId: "p1" }]);
  });

  test("a rise that stops is false once its horizon has passed", () => {
    const { all, breaches } = walk(
      [seriesOf([...flat(0.1, 6), ...flat(0.5, 8), ...flat(0.41, 60)])],
      2 * HOUR_MS,
    );
    expect([...all.values()][0]).toMatchObject({
      ...{ openedMs: 45 * MINUTE_MS, outcome: "false", breachMs: null },
      ...{ closedMs: 105 * MINUTE_MS, resolvedMs: 2 * HOUR_MS },
    });
    expect(breaches).toEqual([]);
  });

  test("of a service nobody is told before its odds are twice the rule's", () => {
    const kind = "cpu_saturation_prediction";
    const levels = [0.39, 0.41, 0.52, 0.54]; // of 0.8: 1/2 is between the first two, 2/3 between the last two
    const opened = (service: string | null) =>
      levels.filter((level) => walk([seriesOf(flat(level, 24), kind, "eu", service)], HOUR_MS).all.size > 0);
    expect(opened(null)).toEqual([0.41, 0.52, 0.54]);
    expect(opened("cart")).toEqual([0.54]);
  });

  test("a jump out of nothing is a missed breach", () => {
    const { all, breaches } = walk([seriesOf([...flat(0.1, 20), ...flat(0.9, 28)])], END_MS);
    expect(all.size).toBe(0);
    expect(breaches).toMatchObject([{ onsetMs: 20 * PREDICTION_STEP_MS, predictionId: null }]);
  });

  test("one that is withdrawn is judged at its horizon; the breach that then comes was missed", () => {
    const values = [...flat(0.1, 6), ...flat(0.5, 3), ...flat(0.1, 10), ...flat(0.9, 29)];
    const { all, breaches } = walk([seriesOf(values)], END_MS);
    expect([...all.values()]).toMatchObject([
      { openedMs: 45 * MINUTE_MS, ending: "withdrawn", closedMs: 90 * MINUTE_MS, outcome: "hit" },
    ]);
    expect(breaches).toMatchObject([{ onsetMs: 19 * PREDICTION_STEP_MS, predictionId: null }]);
  });

  test("what nobody sends any more has no outcome", () => {
    const { all } = walk([seriesOf([...flat(0.1, 6), ...flat(0.5, 4)])], END_MS);
    expect([...all.values()]).toMatchObject([{ outcome: null, ending: "no-data" }]);
    expect([...all.values()][0]!.resolvedMs).not.toBeNull();
  });

  test("another threshold ends what was said of the former one, without an outcome", () => {
    const series = [seriesOf([...flat(0.1, 6), ...flat(0.5, 40)])];
    const before = walk(series, 45 * MINUTE_MS);
    const ground = new PredictionGround(series, () => ({ ...RULE, threshold: 0.95 }), model);
    const nowMs = HOUR_MS;
    const round = predictionRound({
      ...{ ground, pending: before.pending, sinceMs: 45 * MINUTE_MS, nowMs, replayed: false, tools: tools() },
    });
    expect(round.changed).toMatchObject([
      { ending: "rule-changed", outcome: null, closedMs: nowMs, resolvedMs: nowMs },
    ]);
    expect(round.pending).toEqual([]);
  });

  test("of services only each hour is kept", () => {
    const { assessments } = walk([seriesOf(flat(0.1, 48), RULE.kind, "eu", "checkout")], END_MS);
    expect(assessments).toBe(4);
  });

  test("nothing is assessed in a breach, nor in the hour after one", () => {
    const { assessments } = walk([seriesOf([...flat(0.1, 12), ...flat(0.9, 12), ...flat(0.1, 24)])], END_MS);
    expect(assessments).toBe(4 + 5); // the first hour, and from one hour after its end on
  });
});

describe("one alert a cause", () => {
  /** Two calm hours, then a rise that takes `from` over 0.4 some day. */
  const rising = (from: number) =>
    Array.from({ length: 60 }, (_, at) => Math.min(0.79, 0.1 + from + Math.max(0, at - 24) * 0.01));
  const subject = (kind: PredictionKind, from: number) => seriesOf(rising(from), kind);

  test("those of a region that move together are parts of the first one, which names the bottleneck", () => {
    const series = [
      subject("latency_degradation_prediction", 0.25),
      subject("cpu_saturation_prediction", 0.22),
      subject("memory_pressure_prediction", 0.23),
    ];
    const { pending } = walk(series, 195 * MINUTE_MS);
    const [latency, cpu, memory] = series.map(({ subject: { kind } }) =>
      pending.find((each) => each.kind === kind)!,
    );
    expect(latency).toMatchObject({ causeId: null, bottleneck: "memory_pressure_prediction" });
    expect(cpu).toMatchObject({ causeId: latency!.id, bottleneck: "memory_pressure_prediction" });
    expect(memory).toMatchObject({ causeId: latency!.id });
  });

  test("so are the services that move with their region, and what else of it moves with them", () => {
    const kind = "latency_degradation_prediction";
    const still = Array.from({ length: 60 }, (_, at) => 0.55 + 0.01 * (-1) ** at);
    const series = [
      subject(kind, 0.23),
      seriesOf(rising(0.39), kind, "eu", "checkout"),
      seriesOf(rising(0.36), kind, "eu", "cart"),
      seriesOf(still, kind, "eu", "search"),
    ];
    const { pending } = walk(series, 195 * MINUTE_MS);
    const of = (service: string | null) => pending.find((each) => each.service === service)!;
    expect(pending).toHaveLength(4);
    expect(of("checkout")).toMatchObject({ causeId: null, region: "eu" });
    expect([of(null), of("cart")].map(({ causeId }) => causeId)).toEqual(Array(2).fill(of("checkout").id));
    expect(of("search").causeId).toBeNull();
  });

  test("what moves on its own, and what is elsewhere, is an alert of its own", () => {
    const waves = Array.from({ length: 60 }, (_, at) => 0.4 + 0.1 * (-1) ** at);
    const series = [
      subject("cpu_saturation_prediction", 0.25),
      seriesOf(waves, "disk_exhaustion_prediction"),
      seriesOf(rising(0.25), "memory_pressure_prediction", "us"),
    ];
    const { pending } = walk(series, 165 * MINUTE_MS);
    expect(pending).toHaveLength(3);
    expect(pending.map(({ causeId }) => causeId)).toEqual([null, null, null]);
  });

  test("one that was told as an alert stays one, also where nothing was heard of it since", () => {
    const first = examplePrediction(0, { id: "a" });
    const second = examplePrediction(3 * HOUR_MS, { id: "b" });
    const known = seriesOf(rising(0.25));
    const nowMs = 3 * HOUR_MS + PREDICTION_STEP_MS;
    expect(foldCauses([first, second], () => known, nowMs)).toEqual([]);
    expect(foldCauses([first, second], () => known, second.openedMs)).toMatchObject([
      { id: "b", causeId: "a" },
    ]);
  });

  test("when the alert ends, the next of its parts takes its place", () => {
    const series = [subject("cpu_saturation_prediction", 0.25), subject("memory_pressure_prediction", 0.22)];
    const at = walk(series, 180 * MINUTE_MS);
    const [cpu, memory] = at.pending;
    expect(memory).toMatchObject({ causeId: cpu!.id });
    const rules = ({ kind }: PredictionSubject) => (kind === RULE.kind ? null : RULE);
    const ground = new PredictionGround(series, rules, model);
    const round = predictionRound({
      ...{
        ground,
        pending: at.pending,
        sinceMs: 180 * MINUTE_MS,
        nowMs: 185 * MINUTE_MS,
        replayed: false,
        tools: tools(),
      },
    });
    expect(round.pending).toMatchObject([
      { id: memory!.id, causeId: null, bottleneck: "memory_pressure_prediction" },
    ]);
  });
});

test("region by region the same comes out, also of a region whose series are gone", () => {
  const rise = Array.from({ length: 48 }, (_, at) => 0.1 + at * 0.01);
  const series = ["eu", "us", "gone"].flatMap((region) => [
    seriesOf(rise, "cpu_saturation_prediction", region),
    seriesOf([...flat(0.2, 43), ...flat(0.9, 5)], "disk_exhaustion_prediction", region),
  ]);
  const { pending } = walk(series, 210 * MINUTE_MS);
  expect(pending).toHaveLength(3);
  const left = series.filter(({ subject: { region } }) => region !== "gone");
  const ground = new PredictionGround(left, () => RULE, model);
  const at = { sinceMs: 210 * MINUTE_MS, nowMs: END_MS, replayed: false };
  const whole = predictionRound({ ground, pending, ...at, tools: tools() });
  const parts = ["eu", "us", "gone"].map((region) => {
    const here = left.filter(({ subject }) => subject.region === region);
    const waiting = pending.filter((each) => each.region === region);
    return predictionRound({
      ...{ ground: new PredictionGround(here, () => RULE, model), pending: waiting, ...at, tools: tools() },
    });
  });
  expect(parts).toHaveLength(3);
  const byId = (all: readonly Prediction[]) => [...all].sort((a, b) => a.id.localeCompare(b.id));
  const joined = joinedRounds(parts);
  expect({ ...joined, changed: byId(joined.changed), pending: byId(joined.pending) }).toEqual({
    ...{ ...whole, changed: byId(whole.changed), pending: byId(whole.pending) },
  });
  expect(joined.breaches).toHaveLength(2);
});

test("what was said and judged until then is the same, whatever the future brings", () => {
  // Of whole hundredths: doubles at random are next to nothing most of the time.
  const value = fc.integer({ min: 0, max: 100 }).map((hundredths) => hundredths / 100);
  const values = fc.array(value, { minLength: 60, maxLength: 60 });
  fc.assert(
    fc.property(values, values, fc.integer({ min: 1, max: 19 }), (past, future, cutStep) => {
      const toMs = cutStep * ASSESSMENT_GRID_MS;
      const cut = toMs / PREDICTION_STEP_MS;
      const known = past.slice(0, cut);
      const variants = [known, past, [...known, ...future], [...known, ...flat(1, 60)]];
      const [first, ...others] = variants.map((each) => {
        const { pending, all, breaches, assessments } = walk([seriesOf(each)], toMs);
        return { pending, all: [...all], breaches, assessments };
      });
      for (const other of others) expect(other).toEqual(first);
    }),
    { numRuns: 60 },
  );
});
