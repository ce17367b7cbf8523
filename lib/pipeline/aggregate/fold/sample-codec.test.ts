import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeSamples, MAX_ENTRY_BYTES, SampleCodec } from "./sample-codec";

type Sample = readonly [timeMs: number, value: number];

function throughCodec(samples: readonly Sample[]): Sample[] {
  const codec = new SampleCodec();
  const bytes = new Uint8Array(samples.length * MAX_ENTRY_BYTES);
  let length = 0;
  let [beforeMs, before, step] = [0, 0, 0];
  for (const [timeMs, value] of samples) {
    const size = codec.encode(timeMs, value, beforeMs, before, step);
    expect(size).toBeLessThanOrEqual(MAX_ENTRY_BYTES);
    bytes.set(codec.bytes.subarray(0, size), length);
    length += size;
    [step, beforeMs, before] = [timeMs - beforeMs, timeMs, value];
  }
  const times = new Float64Array(samples.length);
  const values = new Float64Array(samples.length);
  expect(decodeSamples(bytes, length, times, values)).toBe(samples.length);
  return samples.map((_, at) => [times[at]!, values[at]!]);
}

const NOW = 1_790_000_000_000;

describe("samples come back bit for bit", () => {
  it.each<{ name: string; samples: Sample[] }>([
    { name: "a counter", samples: [0, 7, 7, 9_007_199_254_740_991, 3].map((v, i) => [NOW + i * 15_000, v]) },
    { name: "zeros of both signs", samples: [0, -0, 0, -0, 5, -0].map((v, i) => [NOW + i, v]) },
    { name: "stale markers", samples: [1, NaN, NaN, 1, 2].map((v, i) => [NOW + i * 1e4, v]) },
    { name: "times between milliseconds", samples: [NOW + 0.25, NOW + 0.5, NOW + 3].map((t) => [t, 4]) },
    { name: "far times", samples: [-(2 ** 53), 0, 2 ** 53, NOW, NOW + 2 ** 51, NOW].map((t) => [t, 1.5]) },
    { name: "integers far apart", samples: [2 ** 52, -(2 ** 52), 2 ** 60, 1].map((v, i) => [NOW + i, v]) },
  ])("$name", ({ samples }) => {
    expect(throughCodec(samples)).toStrictEqual(samples);
  });

  it("any of them", () => {
    const time = fc.oneof(fc.maxSafeInteger(), fc.double({ noNaN: true }), fc.integer());
    const value = fc.oneof(fc.maxSafeInteger(), fc.double(), fc.nat());
    fc.assert(
      fc.property(fc.array(fc.tuple(time, value), { maxLength: 50 }), (samples) => {
        expect(throughCodec(samples)).toStrictEqual(samples);
      }),
      { numRuns: 300 },
    );
  });
});
