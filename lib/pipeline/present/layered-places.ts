import type { Arrow } from "./layered-order";

const ALIGN_ROUNDS = 6;

export interface PlaceInput {
  /** In their order. */
  readonly layers: readonly (readonly string[])[];
  /** Each leads from one layer to the next. */
  readonly steps: readonly Arrow[];
  readonly heightPx: (id: string) => number;
  readonly gapPx: number;
}

/**
 * The vertical middle of everything in the layers: in their order without overlaps, each as near to the mean of its
 * neighbours as that allows. The uppermost begins at 0.
 */
export function middlesPx({ layers, steps, heightPx, gapPx }: PlaceInput): ReadonlyMap<string, number> {
  const neighbours = neighboursOf(steps);
  const middles = new Map<string, number>();
  const put = (layer: readonly string[], wished: readonly number[]) => {
    const placed = stacked(
      layer.map((id) => heightPx(id)),
      wished,
      gapPx,
    );
    layer.forEach((id, at) => middles.set(id, placed[at]));
  };
  for (const layer of layers)
    put(
      layer,
      layer.map(() => 0),
    );
  for (let round = 0; round < ALIGN_ROUNDS; round++)
    for (const layer of round % 2 === 0 ? layers : [...layers].reverse()) {
      const wish = (id: string) => mean((neighbours.get(id) ?? []).map((other) => middles.get(other) ?? 0));
      put(layer, layer.map(wish));
    }
  const topPx = Math.min(...[...middles].map(([id, middlePx]) => middlePx - heightPx(id) / 2));
  return new Map([...middles].map(([id, middlePx]) => [id, Math.round(middlePx - topPx)]));
}

/** Middles in order, pushed down where they would overlap; then all moved up by the mean of the push. */
function stacked(heights: readonly number[], wished: readonly number[], gapPx: number): number[] {
  const placed: number[] = [];
  heights.forEach((height, at) => {
    const lowest = at === 0 ? -Infinity : placed[at - 1] + (heights[at - 1] + height) / 2 + gapPx;
    placed.push(Math.max(wished[at], lowest));
  });
  const push = mean(placed.map((middle, at) => middle - wished[at]));
  return placed.map((middle) => middle - push);
}

function neighboursOf(steps: readonly Arrow[]): ReadonlyMap<string, readonly string[]> {
  const neighbours = new Map<string, string[]>();
  const add = (one: string, other: string) => neighbours.set(one, [...(neighbours.get(one) ?? []), other]);
  for (const { from, to } of steps) {
    add(from, to);
    add(to, from);
  }
  return neighbours;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
