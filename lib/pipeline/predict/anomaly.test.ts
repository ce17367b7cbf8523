import { expect, test } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { ANOMALY_THRESHOLD, AnomalyDetector } from "./anomaly";

const STEP_MS = 300_000;
const DAY = 288;

function judged(days: number, valueAt: (step: number, usual: number) => number, seed = 2) {
  const detector = new AnomalyDetector(STEP_MS);
  const random = seededRandom(seed);
  return Array.from({ length: days * DAY }, (_, step) => {
    const usual = 100 + 30 * Math.sin((2 * Math.PI * step) / DAY) + 5 * random();
    return detector.score(valueAt(step, usual));
  });
}
const anomaliesIn = (scores: ReturnType<typeof judged>) =>
  scores.flatMap(({ score, sign }, step) => (score >= ANOMALY_THRESHOLD ? [{ step, sign }] : []));

test("usual days hold hardly an anomaly: six series, two weeks each", () => {
  const found = [1, 2, 3, 4, 5, 6].flatMap((seed) => anomaliesIn(judged(14, (_, usual) => usual, seed)));
  expect(found.length).toBeLessThanOrEqual(3);
});

test("a spike is an anomaly of the value at once, not six times", () => {
  const at = 10 * DAY + 50;
  const found = anomaliesIn(judged(14, (step, usual) => (step >= at && step < at + 6 ? 400 : usual)));
  expect(found[0]).toEqual({ step: at, sign: "value" });
  expect(found.length).toBeLessThanOrEqual(2); // the hours that hold it may be unusual too
});

test("a day out of step with its hours is an anomaly of the course", () => {
  const from = 10 * DAY;
  const found = anomaliesIn(judged(12, (step, usual) => (step < from ? usual : 200 - usual)));
  expect(found[0].sign).toBe("course");
  expect(found[0].step).toBeLessThan(from + DAY);
});

test("a level that sinks slowly is found", () => {
  const from = 10 * DAY;
  const found = anomaliesIn(judged(16, (step, usual) => (step < from ? usual : usual - (step - from) / 20)));
  expect(found.length).toBeGreaterThan(0);
});

test("a constant that moves is an anomaly, its band says how far it might have", () => {
  const scores = judged(6, (step) => (step < 5 * DAY ? 7 : 8));
  expect(anomaliesIn(scores)[0]).toEqual({ step: 5 * DAY, sign: "value" });
  expect(scores[5 * DAY].expected).toBe(7);
  expect(scores[5 * DAY].reach).toBeLessThan(1);
});

test("a score knows nothing of later values", () => {
  const [one, other] = [1, 9].map((factor) =>
    judged(8, (step, usual) => (step < 7 * DAY ? usual : usual * factor)),
  );
  expect(one.slice(0, 7 * DAY)).toEqual(other.slice(0, 7 * DAY));
});
