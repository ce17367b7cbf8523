import { expect, test } from "vitest";
import { Histogram } from "./histogram";
import { latencyAgainstObjective } from "./latency-against-objective";

/** Half of the requests took about 100 ms, half about 300 ms. */
function latency(): Histogram {
  const histogram = Histogram.empty();
  for (const ms of [100, 300]) {
    const offset = Math.ceil(Math.log2(ms) * 32) - 1;
    const exponential = { scale: 5, offset, counts: [50], zeroCount: 0 };
    histogram.addPoint({ count: 50, sum: 50 * ms, explicit: null, exponential }, 1);
  }
  return histogram;
}

test.each([
  ["no failures", 0, 75],
  ["a fifth failed", 0.2, 60],
  ["failures are not known", null, null],
])("%s: the score", (_name, errorRatio, score) => {
  const result = latencyAgainstObjective(latency(), 150, errorRatio);
  expect(result?.slowerRatio).toBeCloseTo(0.5, 6);
  if (score === null) expect(result?.performanceScore).toBeNull();
  else expect(result?.performanceScore).toBeCloseTo(score, 6);
});

test("no latencies: nothing", () => {
  expect(latencyAgainstObjective(null, 150, 0)).toBeNull();
  expect(latencyAgainstObjective(Histogram.empty(), 150, 0)).toBeNull();
});
