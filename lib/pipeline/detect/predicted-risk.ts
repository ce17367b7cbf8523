import { latestProbability } from "@/lib/domain/open-prediction";
import type { Prediction } from "@/lib/domain/prediction";
import { HOUR_MS } from "@/lib/domain/window";
import { weighedRisk, type RiskPart } from "./weighed-risk";

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

/**
 * The larger of two: the highest probability, of the open predictions of the scope itself, that it crosses within 4 h; and
 * the mean of its parts' shares, weighted by their traffic. Not their sum: they mostly are of one cause. null: none is open.
 */
export function predictedRisk(
  own: readonly Prediction[],
  parts: readonly RiskPart<PredictedRisk>[] = [],
): PredictedRisk | null {
  const risks = own.map((most): PredictedRisk => {
    const probability = latestProbability(most, SCORED_HORIZON_MS) ?? 0;
    return { share: probability, most, mostProbability: probability };
  });
  return weighedRisk(risks, parts);
}
