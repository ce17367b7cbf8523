/** Where a label stands, seen from its mark. */
export type LabelSide =
  "right" | "left" | "below" | "above" | "below-right" | "below-left" | "above-right" | "above-left";

/** A mark on the map and the size of its label, in px of the drawn map. */
export interface LabelledMark {
  readonly xPx: number;
  readonly yPx: number;
  readonly radiusPx: number;
  readonly labelWidthPx: number;
  readonly labelHeightPx: number;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Between a mark and its label; the stylesheet keeps the same. */
const GAP_PX = 5;
/** In the order of preference. */
const SIDES: readonly LabelSide[] = [
  "right",
  "left",
  "below",
  "above",
  "below-right",
  "below-left",
  "above-right",
  "above-left",
];
/** A label that would be covered by more than this share is not drawn: its mark still says everything on hover and focus. */
const MOST_COVERED = 0.12;

/**
 * A side for each label, so that labels cover neither each other nor marks, nor leave the frame. Earlier marks choose
 * first, but give way to a later one that finds no room, if theirs are still drawn then; null: there is no room. What fits
 * a frame fits a larger one of the same shape as well.
 */
export function placeLabels(
  marks: readonly LabelledMark[],
  frame: { readonly widthPx: number; readonly heightPx: number },
): readonly (LabelSide | null)[] {
  const inside: Box = { left: 0, top: 0, right: frame.widthPx, bottom: frame.heightPx };
  const inOrder = marks.map((_, own) => own);
  let sides = chooseSides(marks, inOrder, inside);
  for (const leftOut of inOrder.filter((own) => sides[own] === null)) {
    const anew = chooseSides(marks, [leftOut, ...inOrder.filter((own) => own !== leftOut)], inside);
    const isBetter = anew.every((side, own) => side !== null || (own !== leftOut && sides[own] === null));
    if (isBetter) sides = anew;
  }
  return sides;
}

/** One after the other, in this order. */
function chooseSides(
  marks: readonly LabelledMark[],
  order: readonly number[],
  inside: Box,
): readonly (LabelSide | null)[] {
  const taken: Box[] = marks.map(markBox);
  const chosen = new Map<number, LabelSide>();
  for (const own of order) {
    const others = taken.filter((_, index) => index !== own);
    const costs = SIDES.map((side) => {
      const box = labelBox(marks[own], side);
      return { side, box, covered: coveredPx(box, others) + area(box) - overlapPx(box, inside) };
    });
    const best = costs.reduce((least, one) => (one.covered < least.covered ? one : least));
    if (best.covered > MOST_COVERED * area(best.box)) continue;
    taken.push(best.box);
    chosen.set(own, best.side);
  }
  return marks.map((_, own) => chosen.get(own) ?? null);
}

function markBox({ xPx, yPx, radiusPx }: LabelledMark): Box {
  return { left: xPx - radiusPx, top: yPx - radiusPx, right: xPx + radiusPx, bottom: yPx + radiusPx };
}

function labelBox(mark: LabelledMark, side: LabelSide): Box {
  const { xPx, yPx, labelWidthPx: width, labelHeightPx: height } = mark;
  const away = mark.radiusPx + GAP_PX;
  const below = yPx + away;
  const above = yPx - away - height;
  switch (side) {
    case "right":
      return boxAt(xPx + away, yPx - height / 2, width, height);
    case "left":
      return boxAt(xPx - away - width, yPx - height / 2, width, height);
    case "below":
      return boxAt(xPx - width / 2, below, width, height);
    case "above":
      return boxAt(xPx - width / 2, above, width, height);
    case "below-right":
      return boxAt(xPx - mark.radiusPx, below, width, height);
    case "below-left":
      return boxAt(xPx + mark.radiusPx - width, below, width, height);
    case "above-right":
      return boxAt(xPx - mark.radiusPx, above, width, height);
    case "above-left":
      return boxAt(xPx + mark.radiusPx - width, above, width, height);
    default:
      return side satisfies never;
  }
}

function boxAt(left: number, top: number, width: number, height: number): Box {
  return { left, top, right: left + width, bottom: top + height };
}

function area({ left, top, right, bottom }: Box): number {
  return (right - left) * (bottom - top);
}

function overlapPx(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

function coveredPx(box: Box, others: readonly Box[]): number {
  return others.reduce((sum, other) => sum + overlapPx(box, other), 0);
}
