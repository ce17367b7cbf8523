import type { BucketShares, Distribution } from "./bucket-shares";

/** A law whose survival, so transformed, is a straight line over ln of ms. */
interface StraightLaw {
  readonly height: (survival: number) => number;
  readonly survival: (height: number) => number;
  /** How fast the height changes with the survival. */
  readonly slope: (survival: number) => number;
  readonly rises: boolean;
}

const LAWS = {
  /** Survival (start ÷ ms)^shape. */
  pareto: { height: Math.log, survival: Math.exp, slope: (s) => 1 / s, rises: false },
  /** Survival e^−(ms ÷ scale)^shape; shape 1 is the exponential distribution. */
  weibull: {
    height: (s) => Math.log(-Math.log(s)),
    survival: (height) => Math.exp(-Math.exp(height)),
    slope: (s) => 1 / (s * Math.log(s)),
    rises: true,
  },
} as const satisfies Record<string, StraightLaw>;

/** The law that is nearest to the edges, each weighted by how well its height is known; null with fewer than two edges inside. */
export function fitStraightLaw(
  { logEdges, shares }: BucketShares,
  name: keyof typeof LAWS,
): Distribution | null {
  const law: StraightLaw = LAWS[name];
  let [weights, sumX, sumY, sumXX, sumXY] = [0, 0, 0, 0, 0];
  let below = 0;
  for (const [index, x] of logEdges.entries()) {
    below += shares[index]!;
    const survival = 1 - below;
    if (below <= 0 || survival <= 0) continue;
    const weight = 1 / (survival * below * law.slope(survival) ** 2);
    const y = law.height(survival);
    weights += weight;
    sumX += weight * x;
    sumY += weight * y;
    sumXX += weight * x * x;
    sumXY += weight * x * y;
  }
  const spread = weights * sumXX - sumX * sumX;
  const shape = (weights * sumXY - sumX * sumY) / spread;
  if (!Number.isFinite(shape) || shape > 0 !== law.rises) return null;
  const start = (sumY - shape * sumX) / weights;
  return { shareBelow: (ms) => 1 - Math.min(1, law.survival(start + shape * Math.log(ms))) };
}
