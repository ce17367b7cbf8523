/**
 * Gradient-boosted trees over binned features. A tree is complete: node n has children 2n + 1 and 2n + 2, the leaves are
 * the last level.
 */
export interface BoostedTrees {
  readonly depth: number;
  readonly base: number;
  /** For each tree its inner nodes, one after the other: the feature asked, and the bin above which one goes right. */
  readonly feature: ArrayLike<number>;
  readonly cut: ArrayLike<number>;
  /** For each tree the values (log-odds) of its leaves. */
  readonly value: ArrayLike<number>;
}

/** Never reached: a node that does not split sends all to the left. */
export const NO_CUT = 255;

/** Upper edges of the bins of each feature. Bin 0 is for what is not known. */
export type FeatureEdges = readonly ArrayLike<number>[];

export function binOf(edges: ArrayLike<number>, value: number): number {
  if (Number.isNaN(value)) return 0;
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= edges[middle]) high = middle;
    else low = middle + 1;
  }
  return low + 1;
}

/** Log-odds of one row of bins. */
export function sumTrees(trees: BoostedTrees, bins: Uint8Array): number {
  const { depth, feature, cut, value } = trees;
  const inner = (1 << depth) - 1;
  const leaves = inner + 1;
  const count = value.length / leaves;
  let sum = trees.base;
  for (let tree = 0; tree < count; tree++) {
    const first = tree * inner;
    let node = 0;
    for (let level = 0; level < depth; level++) {
      const asked = first + node;
      node = 2 * node + (bins[feature[asked]] > cut[asked] ? 2 : 1);
    }
    sum += value[tree * leaves + node - inner];
  }
  return sum;
}
