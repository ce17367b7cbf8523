import type { BucketShares, Distribution } from "./bucket-shares";
import { fitLogNormals } from "./log-normal-mixture";
import { fitStraightLaw } from "./straight-law";
import { survivalCurve } from "./survival-curve";

/** A law is believed where it tells the buckets' shares apart by no more than this much information, in nats … */
const BELIEVED_DIVERGENCE = 3e-4;
/** … beside what chance makes of so few values: twice the count times the divergence is about χ² distributed. */
const CHANCE = 10;
/** A law with as many parameters as there are edges would explain anything. */
const EDGES_FOR_TWO_PARAMETERS = 3;
const EDGES_FOR_FIVE_PARAMETERS = 6;

/**
 * The law that explains the buckets: of two parameters (log-normal, Pareto, Weibull) the one that does so best, else two
 * log-normals (two kinds of requests), else a smooth curve through the edges. It only says how values spread inside a
 * bucket: the buckets' own counts always stand. null where there are too few edges to tell.
 */
export function classicDistribution(buckets: BucketShares): Distribution | null {
  const inside = edgesInside(buckets);
  const tolerated = BELIEVED_DIVERGENCE + CHANCE / buckets.count;
  if (inside >= EDGES_FOR_TWO_PARAMETERS) {
    const plain = [
      fitLogNormals(buckets, 1),
      fitStraightLaw(buckets, "pareto"),
      fitStraightLaw(buckets, "weibull"),
    ];
    const law = believed(buckets, plain, tolerated);
    if (law) return law;
  }
  const mixture = inside >= EDGES_FOR_FIVE_PARAMETERS ? fitLogNormals(buckets, 2) : null;
  return believed(buckets, [mixture], tolerated) ?? survivalCurve(buckets);
}

/** The law of the least divergence, if that is tolerable. */
function believed(buckets: BucketShares, laws: readonly (Distribution | null)[], tolerated: number) {
  let best: Distribution | null = null;
  let least = tolerated;
  for (const law of laws) {
    const found = law ? divergence(buckets, law) : Infinity;
    if (found > least) continue;
    best = law;
    least = found;
  }
  return best;
}

function edgesInside({ shares }: BucketShares): number {
  let below = 0;
  return shares.slice(0, -1).filter((share) => {
    below += share;
    return below > 0 && below < 1;
  }).length;
}

/** Kullback and Leibler's, of the law from the buckets. */
function divergence({ logEdges, shares }: BucketShares, law: Distribution): number {
  let below = 0;
  return shares.reduce((sum, share, index) => {
    const upTo = index < logEdges.length ? law.shareBelow(Math.exp(logEdges[index]!)) : 1;
    const expected = upTo - below;
    below = upTo;
    return share > 0 ? sum + share * Math.log(share / Math.max(expected, Number.MIN_VALUE)) : sum;
  }, 0);
}
