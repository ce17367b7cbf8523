import { describe, expect, it } from "vitest";
import { exampleRegionRow } from "@/lib/testing/example-regions";
import { medianOf, siblingComparison } from "./sibling-comparison";

describe("medianOf", () => {
  it.each([
    [[], null],
    [[7], 7],
    [[9, 1, 5], 5],
    [[9, 1, 5, 3], 4],
  ] as const)("of %j", (values, median) => {
    expect(medianOf(values)).toBe(median);
  });
});

describe("siblingComparison", () => {
  const compare = (own: number | null, ...others: readonly (number | null)[]) =>
    siblingComparison("own", [
      exampleRegionRow("own", { latencyP99Ms: own }),
      ...others.map((latencyP99Ms, index) => exampleRegionRow(`other-${index}`, { latencyP99Ms })),
    ]).find(({ id }) => id === "latency_p99");

  it.each([
    [310, [100, 150, 120], "Worse", "2.6 times the median"],
    [160, [100, 150, 120], "Worse", "+33\u2009%"],
    [130, [100, 150, 120], "Alike", "+8\u2009%"],
    [120, [100, 150, 120], "Alike", "the same"],
    [120.2, [120], "Alike", "nearly the same"],
    [60, [100, 150, 120], "Better", "−50\u2009%"],
    [3, [0, 0, 0], "Worse", "the others have none"],
    [0, [0, 0], "Alike", "the same"],
    [0, [10], "Better", "−100\u2009%"],
  ] as const)("%s ms against %j", (own, others, word, difference) => {
    expect(compare(own, ...others)).toMatchObject({ verdict: { word }, difference });
  });

  it("leaves out siblings that know nothing, and says how many it took", () => {
    expect(compare(100, null, 200, null)).toMatchObject({ siblings: 1, verdict: { word: "Better" } });
  });

  it.each([
    ["its own figure is not known", null, [100]],
    ["no sibling knows it", 100, [null]],
  ] as const)("judges nothing where %s", (_, own, others) => {
    expect(compare(own, ...others)).toMatchObject({ verdict: null, difference: null });
  });

  it.each([
    ["alone", "own", ["own"]],
    ["not among the regions", "gone", ["own", "other"]],
  ] as const)("compares nothing with a region %s", (_, code, regions) => {
    expect(
      siblingComparison(
        code,
        regions.map((each) => exampleRegionRow(each)),
      ),
    ).toEqual([]);
  });
});
