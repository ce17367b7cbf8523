import { describe, expect, it } from "vitest";
import { placeLabels, type LabelledMark } from "./map-labels";

const FRAME = { widthPx: 600, heightPx: 250 };
const mark = (xPx: number, yPx: number, change: Partial<LabelledMark> = {}): LabelledMark => ({
  xPx,
  yPx,
  radiusPx: 14,
  labelWidthPx: 90,
  labelHeightPx: 32,
  ...change,
});

describe("placeLabels", () => {
  it.each([
    ["alone", [mark(300, 120)], ["right"]],
    ["at the right edge", [mark(580, 120)], ["left"]],
    ["in the lower right corner, wide", [mark(580, 230, { labelWidthPx: 30 })], ["left"]],
    ["a mark to its right", [mark(300, 120), mark(350, 120)], ["left", "right"]],
    ["between two", [mark(300, 120), mark(250, 120), mark(350, 120)], ["below", "left", "right"]],
    ["two in the same column", [mark(300, 120), mark(300, 150)], ["right", "left"]],
    [
      "the first gives way to one that finds no room else",
      [
        mark(170, 46, { radiusPx: 25, labelWidthPx: 114 }),
        mark(115, 36, { radiusPx: 25, labelWidthPx: 114 }),
        mark(262, 46),
      ],
      ["below-right", "below-left", "right"],
    ],
    ["wider than the frame", [mark(300, 120, { labelWidthPx: 700 })], [null]],
  ] as const)("%s", (_, marks, sides) => {
    expect(placeLabels(marks, FRAME)).toEqual(sides);
  });

  it("gives the first of a crowd their place and leaves the rest without a label", () => {
    const crowd = Array.from({ length: 12 }, (_, index) => mark(300 + index * 3, 120 + (index % 3) * 3));
    const sides = placeLabels(crowd, FRAME);
    expect(sides[0]).not.toBeNull();
    expect(sides.filter((side) => side === null).length).toBeGreaterThan(6);
  });

  it("knows nobody's label before there is one", () => {
    expect(placeLabels([], FRAME)).toEqual([]);
  });
});
