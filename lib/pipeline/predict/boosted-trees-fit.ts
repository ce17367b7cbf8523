import { type BoostedTrees, type FeatureEdges, NO_CUT, binOf } from "./boosted-trees";

export interface FitRows {
  readonly count: number;
  /** One column of bins for each feature. */
  readonly bins: readonly Uint8Array[];
  /** 0 or 1. */
  readonly outcomes: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
}

export interface FitOptions {
  readonly trees: number;
  readonly depth: number;
  readonly learningRate: number;
  /** Ridge on a leaf's value. */
  readonly ridge: number;
  /** Least curvature (weight × p(1 − p)) in a leaf. */
  readonly leastCurvature: number;
  readonly rowShare: number;
  readonly featureShare: number;
  /** Between 0 and 1, from a seed. */
  readonly random: () => number;
}

const MAX_BINS = 64;

/** Edges at quantiles of a column. */
export function edgesOf(column: ArrayLike<number>): Float64Array {
  const known = Float64Array.from(column)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const edges: number[] = [];
  for (let bin = 1; bin < MAX_BINS - 1; bin++) {
    const edge = known[Math.floor((bin * known.length) / (MAX_BINS - 1))];
    if (edge !== undefined && (edges.length === 0 || edge > edges[edges.length - 1])) edges.push(edge);
  }
  return Float64Array.from(edges);
}

export function binColumns(columns: readonly ArrayLike<number>[], edges: FeatureEdges): Uint8Array[] {
  return columns.map((column, feature) => Uint8Array.from(column, (value) => binOf(edges[feature], value)));
}

/** Friedman's gradient boosting with second-order leaves (Chen & Guestrin 2016), logistic loss, histograms of bins. */
export function fitBoostedTrees(rows: FitRows, options: FitOptions): BoostedTrees {
  const base = baseLogOdds(rows);
  const margins = new Float64Array(rows.count).fill(base);
  const feature: number[] = [];
  const cut: number[] = [];
  const value: number[] = [];
  for (let tree = 0; tree < options.trees; tree++) {
    const grown = growTree(rows, margins, options);
    feature.push(...grown.feature);
    cut.push(...grown.cut);
    value.push(...grown.value);
  }
  return {
    depth: options.depth,
    base,
    feature: Uint8Array.from(feature),
    cut: Uint8Array.from(cut),
    value: Float64Array.from(value),
  };
}

function baseLogOdds({ count, outcomes, weights }: FitRows): number {
  let total = 0;
  let positive = 0;
  for (let row = 0; row < count; row++) {
    total += weights[row];
    positive += weights[row] * outcomes[row];
  }
  const rate = (positive + 0.5) / (total + 1);
  return Math.log(rate / (1 - rate));
}

function growTree(rows: FitRows, margins: Float64Array, options: FitOptions) {
  const { depth } = options;
  const inner = (1 << depth) - 1;
  const sample = drawRows(rows, margins, options);
  const drawn = rows.bins.map((_, feature) => feature).filter(() => options.random() < options.featureShare);
  const tree = {
    feature: new Uint8Array(inner),
    cut: new Uint8Array(inner).fill(NO_CUT),
    value: new Float64Array(inner + 1),
  };
  const nodes = new Uint8Array(sample.rows.length);
  for (let level = 0; level < depth; level++) splitLevel(rows, sample, nodes, level, drawn, tree, options);
  setLeaves(sample, nodes, tree.value, options);
  addTree(rows, tree, depth, margins);
  return tree;
}

interface Sample {
  readonly rows: Int32Array;
  readonly gradients: Float64Array;
  readonly curvatures: Float64Array;
}

function drawRows(rows: FitRows, margins: Float64Array, { rowShare, random }: FitOptions): Sample {
  const drawn: number[] = [];
  for (let row = 0; row < rows.count; row++) if (random() < rowShare) drawn.push(row);
  const gradients = new Float64Array(drawn.length);
  const curvatures = new Float64Array(drawn.length);
  drawn.forEach((row, n) => {
    const p = 1 / (1 + Math.exp(-margins[row]));
    gradients[n] = rows.weights[row] * (rows.outcomes[row] - p);
    curvatures[n] = rows.weights[row] * p * (1 - p);
  });
  return { rows: Int32Array.from(drawn), gradients, curvatures };
}

type Tree = { feature: Uint8Array; cut: Uint8Array; value: Float64Array };

/** `nodes` counts within the level. */
function splitLevel(
  rows: FitRows,
  sample: Sample,
  nodes: Uint8Array,
  level: number,
  drawn: readonly number[],
  tree: Tree,
  options: FitOptions,
): void {
  const count = 1 << level;
  const first = count - 1;
  const best = Array.from({ length: count }, () => ({ gain: 0, feature: 0, cut: NO_CUT }));
  const gradients = new Float64Array(count * MAX_BINS);
  const curvatures = new Float64Array(count * MAX_BINS);
  for (const feature of drawn) {
    gradients.fill(0);
    curvatures.fill(0);
    const bins = rows.bins[feature];
    for (let n = 0; n < nodes.length; n++) {
      const slot = nodes[n] * MAX_BINS + bins[sample.rows[n]];
      gradients[slot] += sample.gradients[n];
      curvatures[slot] += sample.curvatures[n];
    }
    for (let node = 0; node < count; node++) {
      const found = bestCut(gradients, curvatures, node * MAX_BINS, options);
      if (found.gain > best[node].gain) best[node] = { ...found, feature };
    }
  }
  best.forEach((split, node) => {
    tree.feature[first + node] = split.feature;
    tree.cut[first + node] = split.cut;
  });
  for (let n = 0; n < nodes.length; n++) {
    const { feature, cut } = best[nodes[n]];
    nodes[n] = 2 * nodes[n] + (rows.bins[feature][sample.rows[n]] > cut ? 1 : 0);
  }
}

function bestCut(gradients: Float64Array, curvatures: Float64Array, from: number, options: FitOptions) {
  const { ridge, leastCurvature } = options;
  let gradient = 0;
  let curvature = 0;
  for (let bin = 0; bin < MAX_BINS; bin++) {
    gradient += gradients[from + bin];
    curvature += curvatures[from + bin];
  }
  const whole = (gradient * gradient) / (curvature + ridge);
  const found = { gain: 0, cut: NO_CUT };
  let left = 0;
  let leftCurvature = 0;
  for (let bin = 0; bin < MAX_BINS - 1; bin++) {
    left += gradients[from + bin];
    leftCurvature += curvatures[from + bin];
    const rightCurvature = curvature - leftCurvature;
    if (leftCurvature < leastCurvature) continue;
    if (rightCurvature < leastCurvature) break;
    const right = gradient - left;
    const gain = (left * left) / (leftCurvature + ridge) + (right * right) / (rightCurvature + ridge) - whole;
    if (gain > found.gain) {
      found.gain = gain;
      found.cut = bin;
    }
  }
  return found;
}

function setLeaves(sample: Sample, nodes: Uint8Array, value: Float64Array, options: FitOptions): void {
  const gradients = new Float64Array(value.length);
  const curvatures = new Float64Array(value.length);
  for (let n = 0; n < nodes.length; n++) {
    gradients[nodes[n]] += sample.gradients[n];
    curvatures[nodes[n]] += sample.curvatures[n];
  }
  gradients.forEach((gradient, leaf) => {
    value[leaf] = (options.learningRate * gradient) / (curvatures[leaf] + options.ridge);
  });
}

function addTree(rows: FitRows, tree: Tree, depth: number, margins: Float64Array): void {
  const inner = (1 << depth) - 1;
  for (let row = 0; row < rows.count; row++) {
    let node = 0;
    for (let level = 0; level < depth; level++) {
      node = 2 * node + (rows.bins[tree.feature[node]][row] > tree.cut[node] ? 2 : 1);
    }
    margins[row] += tree.value[node - inner];
  }
}
