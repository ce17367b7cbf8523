import { describe, expect, test } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { binOf, sumTrees } from "./boosted-trees";
import { binColumns, edgesOf, fitBoostedTrees } from "./boosted-trees-fit";
import { fromLogOdds } from "./calibration";

const ROWS = 4_000;

/** True with 0.9 where exactly one of two columns is high, else with 0.1; the third says nothing. */
function exclusiveOr(seed: number) {
  const random = seededRandom(seed);
  const columns = [0, 1, 2].map(() => Float64Array.from({ length: ROWS }, random));
  const outcomes = Array.from({ length: ROWS }, (_, row) =>
    random() < (columns[0][row] > 0.5 !== columns[1][row] > 0.5 ? 0.9 : 0.1) ? 1 : 0,
  );
  return { columns, outcomes };
}

function fit(seed: number) {
  const { columns, outcomes } = exclusiveOr(1);
  const edges = columns.map(edgesOf);
  const rows = {
    count: ROWS,
    bins: binColumns(columns, edges),
    outcomes,
    weights: new Float64Array(ROWS).fill(1),
  };
  const options = {
    trees: 60,
    depth: 3,
    learningRate: 0.2,
    ridge: 1,
    leastCurvature: 1,
    rowShare: 0.7,
    featureShare: 0.9,
  };
  return { edges, trees: fitBoostedTrees(rows, { ...options, random: seededRandom(seed) }) };
}

describe("boosted trees", () => {
  test("learn what no single column tells", () => {
    const { edges, trees } = fit(5);
    const at = (...row: number[]) =>
      fromLogOdds(
        sumTrees(
          trees,
          Uint8Array.from(row, (value, feature) => binOf(edges[feature], value)),
        ),
      );
    expect(at(0.2, 0.8, 0.5)).toBeGreaterThan(0.8);
    expect(at(0.8, 0.2, 0.5)).toBeGreaterThan(0.8);
    expect(at(0.2, 0.2, 0.5)).toBeLessThan(0.2);
    expect(at(0.8, 0.8, 0.5)).toBeLessThan(0.2);
  });

  test("are the same for the same seed", () => {
    expect(fit(5).trees).toEqual(fit(5).trees);
    expect(fit(5).trees).not.toEqual(fit(6).trees);
  });

  test.each([
    [NaN, 0],
    [-1, 1],
    [1, 1],
    [1.5, 2],
    [9, 3],
  ])("%d is in bin %d", (value, bin) => {
    expect(binOf([1, 2], value)).toBe(bin);
  });
});
