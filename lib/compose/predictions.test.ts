import { describe, expect, test } from "vitest";
import { PREDICTION_HORIZONS_MS, PREDICTION_STEP_MS, type PredictionKind } from "@/lib/domain/prediction";
import { DAY_MS, HOUR_MS } from "@/lib/domain/window";
import { seededRandom } from "@/lib/platform/seeded-random";
import { crossingModel } from "./crossing-model";
import { calibrationOf } from "./predictions";

const random = seededRandom(7);
const DAYS = 6;
const past = Array.from(
  { length: (DAYS * DAY_MS) / PREDICTION_STEP_MS },
  (_, at) => 0.6 + 0.2 * Math.sin(at / 46) + 0.08 * random(),
);
const seriesOf = (values: readonly number[]) => ({
  ...{ startMs: 0, stepMs: PREDICTION_STEP_MS },
  values: Float64Array.from(values),
});
const read = (values: readonly number[], fillsUp = false, demand: readonly number[] | null = null) =>
  crossingModel({
    ...{ series: seriesOf(values), demand: demand && seriesOf(demand) },
    ...{ threshold: 0.85, forSamples: 2, fillsUp },
  });

describe("the model that ships", () => {
  test("says the same of a time whatever comes after it, why included", () => {
    const askedMs = [2, 3, 4.5, DAYS].map((days) => days * DAY_MS);
    for (const nowMs of askedMs) {
      const known = past.slice(0, nowMs / PREDICTION_STEP_MS);
      const answers = [
        known,
        past,
        [...known, ...past.map((value) => 1 - value)],
        [...known, 1, 1, 1, 1],
      ].map((each) => {
        const answer = read(each)(nowMs, PREDICTION_HORIZONS_MS);
        return answer.kind === "probabilities" ? [answer.probabilities, answer.explain()] : answer;
      });
      for (const other of answers.slice(1)) expect(other).toEqual(answers[0]);
    }
  });

  test("probabilities grow with the horizon; a crossing's time is after now", () => {
    const nowMs = 5 * DAY_MS;
    const answer = read(past)(nowMs, PREDICTION_HORIZONS_MS);
    if (answer.kind !== "probabilities") throw new Error(answer.kind);
    const said = answer.probabilities.map(({ probability }) => probability);
    expect([...said].sort((a, b) => a - b)).toEqual(said);
    const { crossing } = answer.explain();
    expect(crossing!.fromMs).toBeGreaterThanOrEqual(nowMs);
    expect(crossing!.medianMs).toBeGreaterThan(crossing!.fromMs);
    expect(crossing!.toMs).toBeLessThanOrEqual(nowMs + DAY_MS);
  });

  test("believes a climb off the usual day more of what fills up than of a load, and says that the trend speaks for it", () => {
    const climbing = [...past, ...Array.from({ length: 24 }, (_, since) => 0.42 + 0.016 * since)];
    const nowMs = climbing.length * PREDICTION_STEP_MS;
    const [stock, load] = [true, false].map((fillsUp) => {
      const answer = read(climbing, fillsUp)(nowMs, [HOUR_MS]);
      if (answer.kind !== "probabilities") throw new Error(answer.kind);
      return { probability: answer.probabilities[0].probability, explained: answer.explain() };
    });
    expect(stock.probability).toBeGreaterThan(load.probability);
    expect(stock.probability).toBeGreaterThan(0.5);
    expect(stock.explained.contributions[0].signal).toBe("trend");
    expect(stock.explained.contributions[0].effect).toBeGreaterThan(0);
  });

  test("believes a load's climb that its requests do not explain, and says so", () => {
    const from = past.length;
    const busyAt = (at: number) => 1000 + 300 * Math.sin(at / 46);
    const work = (at: number, cost: number) => 0.2 + 0.0003 * busyAt(at) * cost;
    const asked = Array.from({ length: from + 24 }, (_, at) => busyAt(at));
    const climbing = asked.map(
      (_, at) => work(at, at < from ? 1 : 1 + 0.02 * (at - from)) + 0.005 * past[at % from]!,
    );
    const nowMs = climbing.length * PREDICTION_STEP_MS;
    const [alone, known] = [null, asked].map((demand) => {
      const answer = read(climbing, false, demand)(nowMs, [4 * HOUR_MS]);
      if (answer.kind !== "probabilities") throw new Error(answer.kind);
      return { probability: answer.probabilities[0].probability, told: answer.explain().contributions };
    });
    expect(known.probability).toBeGreaterThan(Math.max(0.4, alone.probability));
    expect(known.told.find(({ signal }) => signal === "cost")?.effect).toBeGreaterThan(0);
    expect(alone.told.some(({ signal }) => signal === "cost")).toBe(false);
  });

  test("says nothing of little history", () => {
    expect(read(past)(2 * HOUR_MS, PREDICTION_HORIZONS_MS)).toEqual({
      ...{ kind: "insufficient-history", haveSteps: 24, needSteps: 48 },
    });
  });
});

const LATENCY: PredictionKind = "latency_degradation_prediction";
const DISK: PredictionKind = "disk_exhaustion_prediction";

describe("calibration by what became of it", () => {
  const bin = (meanProbability: number, count: number, crossed: number) => ({
    ...{ kind: LATENCY, horizonMs: HOUR_MS },
    ...{ meanProbability, count, crossed },
  });
  test("what was said too boldly is said more carefully, of that kind and horizon alone", () => {
    const calibrate = calibrationOf([bin(0.1, 3_000, 60), bin(0.5, 1_000, 150), bin(0.9, 500, 200)]);
    expect(calibrate(LATENCY, HOUR_MS, 0.9)).toBeCloseTo(0.4, 1);
    expect(calibrate(LATENCY, HOUR_MS, 0.1)).toBeLessThan(0.05);
    expect(calibrate(LATENCY, DAY_MS, 0.9)).toBeCloseTo(0.9, 12);
    expect(calibrate(DISK, HOUR_MS, 0.9)).toBeCloseTo(0.9, 12);
  });
  test("what breaks often is not said more carefully because something else never does", () => {
    const alone = calibrationOf([bin(0.2, 2_000, 500), bin(0.4, 1_000, 400)]);
    const never = { ...bin(0.3, 90_000, 0), kind: DISK };
    const both = calibrationOf([bin(0.2, 2_000, 500), never, bin(0.4, 1_000, 400)]);
    expect(both(LATENCY, HOUR_MS, 0.3)).toBe(alone(LATENCY, HOUR_MS, 0.3));
    expect(both(LATENCY, HOUR_MS, 0.3)).toBeGreaterThan(0.25);
    expect(both(DISK, HOUR_MS, 0.3)).toBeLessThan(0.01);
  });
  test("a hundred thousand outcomes say what twenty thousand of their kind say", () => {
    const few = calibrationOf([bin(0.2, 15_000, 1_500), bin(0.8, 5_000, 2_500)]);
    const many = calibrationOf([bin(0.2, 150_000, 15_000), bin(0.8, 50_000, 25_000)]);
    expect(many(LATENCY, HOUR_MS, 0.7)).toBeCloseTo(few(LATENCY, HOUR_MS, 0.7), 9);
  });
  test("of a great many outcomes the rare ones count as well", () => {
    const bold = Array.from({ length: 20 }, (_, index) => bin(0.6 + index * 0.02, 9, 0));
    const often = bin(0.001, 400_000, 400);
    expect(calibrationOf([often, ...bold])(LATENCY, HOUR_MS, 0.8)).toBeLessThan(
      calibrationOf([often])(LATENCY, HOUR_MS, 0.8) - 0.1,
    );
  });
  test("without outcomes it stands as the model said it", () => {
    expect(calibrationOf([])(LATENCY, HOUR_MS, 0.37)).toBeCloseTo(0.37, 12);
    expect(calibrationOf([bin(0.9, 10, 0)])(LATENCY, HOUR_MS, 0.9)).toBeCloseTo(0.9, 12);
  });
});
