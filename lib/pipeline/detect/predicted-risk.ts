import { latestProbability } from "@/lib/domain/open-prediction";
import type { Prediction } from "@/lib/domain/prediction";
import { HOUR_MS } from "@/lib/domain/window";

/** How far ahead the health score looks: what is nearer is likelier within it, so that nearness needs no weight of its own. */
export const SCORED_HORIZON_MS = 4 * HOUR_MS;

/** What open predictions say of a scope's next hours. */
export interface PredictedRisk {
  /** 0–1: the share of the penalty's points. */
  readonly share: number;
  /** The prediction that says most of it. */
  readonly most: Prediction;
  /** That one's own probability; more than the share where only a part of the scope's traffic is concerned. */
  readonly mostProbability: number;
}

/** A part of a scope, with the traffic that it usually carries; null: not known. */
export interface RiskPart {
  readonly requestsPerSecond: number | null;
  readonly risk: PredictedRisk | null;
}

/**
 * The larger of two: the highest probability, of the open predictions of the scope itself, that it crosses within 4 h; and
 * the mean of its parts' shares, weighted by their traffic. Not their sum: they mostly are of one cause. null: none is open.
 */
export function predictedRisk(
  own: readonly Prediction[],
  parts: readonly RiskPart[] = [],
): PredictedRisk | null {
  const risks = own.map((most): PredictedRisk => {
    const probability = latestProbability(most, SCORED_HORIZON_MS) ?? 0;
    return { share: probability, most, mostProbability: probability };
  });
  const ofParts = riskOfParts(parts);
  return largest(ofParts === null ? risks : [...risks, ofParts]);
}

function riskOfParts(parts: readonly RiskPart[]): PredictedRisk | null {
  const all = parts.reduce((sum, part) => sum + (part.requestsPerSecond ?? 0), 0);
  if (all <= 0) return null;
  const weighted = parts.flatMap(({ risk, requestsPerSecond }) =>
    risk === null ? [] : [{ ...risk, share: (risk.share * (requestsPerSecond ?? 0)) / all }],
  );
  const most = largest(weighted);
  return most && { ...most, share: weighted.reduce((sum, { share }) => sum + share, 0) };
}

function largest(risks: readonly PredictedRisk[]): PredictedRisk | null {
  return risks.reduce<PredictedRisk | null>(
    (most, risk) => (most === null || risk.share > most.share ? risk : most),
    null,
  );
}
