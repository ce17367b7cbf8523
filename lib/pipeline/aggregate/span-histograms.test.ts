import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";
import { Histogram } from "./histogram";
import { nestedSpans } from "./nested-spans";
import { SpanHistograms } from "./span-histograms";

const AS_OF_MS = Date.UTC(2026, 10, 28, 12);
const { spans } = nestedSpans([5 * MINUTE_MS, HOUR_MS, DAY_MS], AS_OF_MS);

/** Requests that took about so many ms. */
function stored(...counts: readonly (readonly [ms: number, count: number])[]): Uint8Array {
  const histogram = Histogram.empty();
  for (const [ms, count] of counts) {
    const offset = Math.ceil(Math.log2(ms) * 32) - 1;
    const exponential = { scale: 5, offset, counts: [count], zeroCount: 0 };
    histogram.addPoint({ count, sum: count * ms, explicit: null, exponential }, 1);
  }
  return histogram.encode();
}
const ratiosOf = (histograms: SpanHistograms, thresholdMs: number) => [
  ...histograms.slowerRatios([thresholdMs]).get(thresholdMs)!.values(),
];

test("a span's share is that of the requests in it and in every shorter one", () => {
  const histograms = new SpanHistograms(spans);
  histograms.add(AS_OF_MS - MINUTE_MS, stored([50, 90], [200, 10]));
  histograms.add(AS_OF_MS - 30 * MINUTE_MS, stored([50, 100]));
  histograms.add(AS_OF_MS - 2 * HOUR_MS, stored([50, 780], [200, 20]));
  expect(ratiosOf(histograms, 150)).toEqual(
    [10 / 100, 10 / 200, 30 / 1_000].map((x) => expect.closeTo(x, 12)),
  );
  const both = histograms.slowerRatios([150, 10]);
  expect(both.get(10)!.get(DAY_MS)).toBe(1);
  expect(both.get(150)!.get(DAY_MS)).toBeCloseTo(0.03, 12);
});

test("scopes are merged by their requests, not by the mean of their shares; either stays as it was", () => {
  const [busy, quiet] = [new SpanHistograms(spans), new SpanHistograms(spans)];
  busy.add(AS_OF_MS - MINUTE_MS, stored([50, 990], [200, 10]));
  quiet.add(AS_OF_MS - MINUTE_MS, stored([200, 10]));
  const world = new SpanHistograms(spans);
  world.merge(busy);
  world.merge(quiet);
  expect(ratiosOf(world, 150)[0]).toBeCloseTo(20 / 1_010, 12);
  expect(ratiosOf(busy, 150)[0]).toBeCloseTo(0.01, 12);
  expect(ratiosOf(quiet, 150)[0]).toBeCloseTo(1, 12);
});

test("without requests in a span there is no share; what is older than all spans counts for none", () => {
  const histograms = new SpanHistograms(spans);
  histograms.add(AS_OF_MS - 2 * DAY_MS, stored([50, 1]));
  histograms.add(AS_OF_MS - 2 * HOUR_MS, stored([50, 1]));
  expect(ratiosOf(histograms, 150)).toEqual([null, null, 0]);
});
