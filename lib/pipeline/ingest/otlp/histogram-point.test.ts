import { describe, expect, it } from "vitest";
import { explicitHistogram, exponentialHistogram } from "./histogram-point";

const explicit = { count: 6, sum: 10, explicitBounds: [1, 2], bucketCounts: [1, 2, 3] };
const exponential = {
  count: 6,
  sum: 10,
  scale: 3,
  zeroCount: 1,
  positive: { offset: 4, bucketCounts: [2, 3] },
};

describe("explicitHistogram", () => {
  it.each([
    ["as sent", explicit, { sum: 10, explicit: { bounds: [1, 2], counts: [1, 2, 3] } }],
    ["without a sum", { ...explicit, sum: undefined }, { sum: null }],
    ["with a sum of 0", { ...explicit, sum: 0 }, { sum: 0 }],
    ["without buckets", { count: 6, sum: 10 }, { count: 6, explicit: null }],
    ["of one bucket", { count: 6, bucketCounts: [6] }, { explicit: { bounds: [], counts: [6] } }],
    ["of nothing", {}, { count: 0, sum: null }],
  ])("takes one %s", (_, point, expected) => expect(explicitHistogram(point)).toMatchObject(expected));

  it.each([
    ["a count too few", { ...explicit, bucketCounts: [1, 5] }],
    ["bounds without counts", { ...explicit, bucketCounts: [] }],
    ["a total that differs", { ...explicit, count: 7 }],
    ["descending bounds", { ...explicit, explicitBounds: [2, 1] }],
    ["equal bounds", { ...explicit, explicitBounds: [1, 1] }],
    ["an infinite bound", { ...explicit, explicitBounds: [1, Infinity] }],
    ["a bound that is no number", { ...explicit, explicitBounds: [NaN, 1] }],
    ["an infinite sum", { ...explicit, sum: Infinity }],
    ["a sum that is no number", { ...explicit, sum: "NaN" }],
  ])("refuses one with %s", (_, point) => expect(explicitHistogram(point)).toBeNull());
});

describe("exponentialHistogram", () => {
  it.each([
    ["as sent", exponential, { exponential: { scale: 3, offset: 4, counts: [2, 3], zeroCount: 1 } }],
    ["of zeros alone", { count: 2, zeroCount: 2, scale: 20 }, { exponential: { counts: [], zeroCount: 2 } }],
    [
      "with an empty negative side",
      { ...exponential, negative: { offset: 1, bucketCounts: [0, 0] } },
      { count: 6 },
    ],
    [
      "of the smallest double",
      { count: 1, scale: 0, positive: { offset: -1_075, bucketCounts: [1] } },
      { count: 1 },
    ],
    [
      "of the largest double",
      { count: 1, scale: 0, positive: { offset: 1_023, bucketCounts: [1] } },
      { count: 1 },
    ],
    [
      "of the coarsest scale",
      { count: 2, scale: -10, positive: { offset: -1, bucketCounts: [1, 1] } },
      { count: 2 },
    ],
  ])("takes one %s", (_, point, expected) => expect(exponentialHistogram(point)).toMatchObject(expected));

  it.each([
    ["negative values", { ...exponential, count: 7, negative: { bucketCounts: [1] } }],
    ["a total that differs", { ...exponential, count: 5 }],
    ["a scale below -10", { ...exponential, scale: -11 }],
    ["a scale above 20", { ...exponential, scale: 21 }],
    ["buckets above every double", { ...exponential, positive: { offset: 1_024 * 8, bucketCounts: [2, 3] } }],
    [
      "buckets below every double",
      { ...exponential, positive: { offset: -2_000 * 8, bucketCounts: [2, 3] } },
    ],
    ["an infinite sum", { ...exponential, sum: -Infinity }],
  ])("refuses one with %s", (_, point) => expect(exponentialHistogram(point)).toBeNull());
});
