import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nanos, newFold, rowsOf, sendOtlp, sendRemoteWrite, T0_MS } from "./fold.fixture";
import type { Fold } from "@/lib/pipeline/aggregate/fold/fold";
import type { MetricName } from "@/lib/domain/metric";
import { SECOND_MS } from "@/lib/domain/window";
import type { TierRow } from "@/lib/pipeline/aggregate/tier-rows";
import type { TestSeries } from "@/lib/testing/remote-write-body";

/** Less than the ten minutes that a sample may come late. */
const MAX_DELAY_S = 9 * 60;
const MAX_SAMPLES = 30;
const MAX_GAP_S = 400;
const END_S = MAX_SAMPLES * MAX_GAP_S + 2 * MAX_DELAY_S;
const END_MS = T0_MS + END_S * SECOND_MS;
const RUNS = 40;

interface Sent<V> {
  readonly series: number;
  readonly second: number;
  readonly delayS: number;
  readonly value: V;
}

/** Samples of three series, minutes or hours of them, each with a time of its own and a delay on the way. */
function arbitrarySamples<V>(value: fc.Arbitrary<V>): fc.Arbitrary<Sent<V>[]> {
  const gap = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: MAX_GAP_S }));
  const delay = fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: 30 }),
    fc.integer({ min: 0, max: MAX_DELAY_S }),
  );
  const step = fc.tuple(fc.integer({ min: 0, max: 2 }), gap, delay, value);
  return fc.array(step, { minLength: 1, maxLength: MAX_SAMPLES }).map((steps) => {
    let second = 0;
    return steps.map(([series, gapS, delayS, v]) => ({ series, second: (second += gapS), delayS, value: v }));
  });
}

/** Sum and count of each row that holds anything, by its key. */
function figures(rows: readonly TierRow[], metrics: readonly MetricName[]): Map<string, [number, number]> {
  const found = rows.filter((row) => metrics.includes(row.metric));
  const entries = found.map((row): [string, [number, number]] => [
    [row.tier.name, row.metric, row.region, row.service, (row.windowMs - T0_MS) / SECOND_MS].join(),
    [row.sum, row.histogram ? row.histogram.countAtOrBelow(50) * 1e6 + row.count : row.count],
  ]);
  return new Map(entries.filter(([, [sum, count]]) => Math.abs(sum) > 1e-6 || Math.abs(count) > 1e-6));
}

function expectSame(found: Map<string, [number, number]>, expected: Map<string, [number, number]>): void {
  expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
  for (const [key, [sum, count]] of expected) {
    const [foundSum, foundCount] = found.get(key)!;
    expect(Math.abs(foundSum - sum), key).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(sum)) * 100);
    expect(Math.abs(foundCount - count), key).toBeLessThanOrEqual(1e-6);
  }
}

type Send<V> = (fold: Fold, sample: Sent<V>, receivedAtMs: number) => void;

/** What the samples come to in a fold, each sent at its time and a delay. */
function folded<V>(
  one: Fold,
  samples: readonly Sent<V>[],
  send: Send<V>,
  metrics: readonly MetricName[],
  delayOf: (sample: Sent<V>) => number,
): Map<string, [number, number]> {
  one.advance(T0_MS);
  const arrivals = samples.map((sample) => ({ sample, atS: sample.second + delayOf(sample) }));
  arrivals.sort((a, b) => a.atS - b.atS || a.sample.second - b.sample.second);
  for (const { sample, atS } of arrivals) send(one, sample, T0_MS + atS * SECOND_MS);
  let swept = T0_MS + (arrivals.at(-1)?.atS ?? 0) * SECOND_MS;
  for (; swept < END_MS; swept += 600 * SECOND_MS) one.advance(swept);
  one.advance(END_MS);
  return figures(rowsOf(one, END_MS), metrics);
}

const asItCame = ({ delayS }: Sent<unknown>) => delayS;
const inTime = () => 0;

/** Folds the samples by their arrival, and again each at its own time; both must come to the same. */
function expectOrderIrrelevant<V>(
  samples: readonly Sent<V>[],
  send: Send<V>,
  metrics: readonly MetricName[],
): void {
  const came = folded(newFold(), samples, send, metrics, asItCame);
  expectSame(came, folded(newFold(), samples, send, metrics, inTime));
}

/** A fold that was told when a measurement began: it has no short way for any sample. */
function foldThatKnowsAStart(): Fold {
  const one = newFold();
  const point = { asInt: 1, timeUnixNano: nanos(0), startTimeUnixNano: nanos(-1_000) };
  const sum = { isMonotonic: true, aggregationTemporality: 2, dataPoints: [point] };
  sendOtlp(one, [{ name: "http_requests_total", sum }], T0_MS);
  return one;
}

const labels = (name: string, series: number) => ({
  __name__: name,
  region: "r",
  service: series === 2 ? "z" : "s",
  instance: String(series),
});
const at = (second: number) => T0_MS + second * SECOND_MS;

const sendScalar =
  (name: string): Send<number | "stale"> =>
  (fold, { series, second, value }, receivedAtMs) => {
    const one: TestSeries = { labels: labels(name, series), samples: [[at(second), value]] };
    const outcome = sendRemoteWrite(fold, [one], receivedAtMs);
    expect([...outcome.refused.keys()]).toEqual([]);
  };
const value = fc.integer({ min: 0, max: 1000 });
const valueOrStale = fc.oneof({ weight: 6, arbitrary: value }, { weight: 1, arbitrary: fc.constant("stale" as const) }); // prettier-ignore
const SCALARS: [string, string, MetricName][] = [
  ["counters", "http_requests_total", "requests"],
  ["totals", "server_count", "servers"],
  ["totals of which the greatest counts", "active_users", "active_users"],
  ["live series", "node_boot_time_seconds", "servers"],
  ["values", "cpu_usage_ratio", "cpu"],
  ["values for a time", "node_network_speed_bytes", "network"],
];

describe("the short way of the usual sample comes to what the long one does:", () => {
  it.each(SCALARS)("%s", (_, name, metric) => {
    fc.assert(
      fc.property(arbitrarySamples(valueOrStale), (samples) => {
        const short = folded(newFold(), samples, sendScalar(name), [metric], asItCame);
        expectSame(short, folded(foldThatKnowsAStart(), samples, sendScalar(name), [metric], asItCame));
      }),
      { numRuns: RUNS },
    );
  });
});

describe("any order of arrival within ten minutes gives the same rows as the order of time:", () => {
  it.each(SCALARS)("%s", (_, name, metric) => {
    fc.assert(
      fc.property(arbitrarySamples(valueOrStale), (samples) =>
        expectOrderIrrelevant(samples, sendScalar(name), [metric]),
      ),
      { numRuns: RUNS },
    );
  });

  it("counters of OTLP, with restarts that their start times tell", () => {
    const point = fc.record({ value, lifeS: fc.constantFrom(0, 5, 100, 2_000) });
    fc.assert(
      fc.property(arbitrarySamples(point), (samples) => {
        let startS = -1_000;
        const started = samples.map((sample) => {
          // Now and then a new life begins shortly before a sample.
          if (sample.value.lifeS === 5) startS = sample.second - 1;
          return { ...sample, value: { count: sample.value.value, startS } };
        });
        expectOrderIrrelevant(
          started,
          (fold, { series, second, value: { count, startS } }, receivedAtMs) => {
            const dataPoints = [
              { attributes: [{ key: "i", value: { intValue: series } }], asInt: count, timeUnixNano: nanos(second), startTimeUnixNano: nanos(startS) }, // prettier-ignore
            ];
            const sum = { isMonotonic: true, aggregationTemporality: 2, dataPoints };
            sendOtlp(fold, [{ name: "http_requests_total", sum }], receivedAtMs);
          },
          ["requests"],
        );
      }),
      { numRuns: RUNS },
    );
  });

  it("histograms of OTLP, exponential at changing scales, with restarts", () => {
    const point = fc.record({ growth: fc.array(fc.nat(5), { minLength: 4, maxLength: 4 }), scale: fc.constantFrom(5, 6, 7), reset: fc.integer({ min: 0, max: 9 }) }); // prettier-ignore
    fc.assert(
      fc.property(arbitrarySamples(point), (samples) => {
        const counts = [0, 1, 2].map(() => [0, 0, 0, 0]);
        const cumulative = samples.map((sample) => {
          const own = counts[sample.series]!;
          if (sample.value.reset === 0) own.fill(0);
          sample.value.growth.forEach((more, index) => (own[index]! += more));
          return { ...sample, value: { scale: sample.value.scale, counts: [...own] } };
        });
        expectOrderIrrelevant(cumulative, sendHistogram, ["latency", "requests"]);
      }),
      { numRuns: RUNS },
    );
  });
});

/** Four values of a scale's grid that a coarser scale keeps apart: 2^-7, 2^-5, 2^-3, 2^-1 seconds. */
function sendHistogram(
  fold: Fold,
  { series, second, value: { scale, counts } }: Sent<{ scale: number; counts: number[] }>,
  receivedAtMs: number,
): void {
  const perOctave = 2 ** scale;
  const bucketCounts = new Array<number>(6 * perOctave + 1).fill(0);
  counts.forEach((count, index) => (bucketCounts[2 * index * perOctave] = count));
  const count = counts.reduce((sum, one) => sum + one, 0);
  const point = { count, sum: count, scale, positive: { offset: -7 * perOctave - 1, bucketCounts } };
  const dataPoints = [{ ...point, attributes: [{ key: "i", value: { intValue: series } }], timeUnixNano: nanos(second) }]; // prettier-ignore
  sendOtlp(
    fold,
    [
      {
        name: "http.server.request.duration",
        exponentialHistogram: { aggregationTemporality: 2, dataPoints },
      },
    ],
    receivedAtMs,
  );
}
