import type { PredictionSeverity } from "@/lib/domain/prediction";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/window";

/** The less time is left, the more it matters: within half an hour somebody has to act now, within a day today. */
const UP_TO: readonly (readonly [horizonMs: number, severity: PredictionSeverity])[] = [
  [30 * MINUTE_MS, "critical"],
  [HOUR_MS, "high"],
  [4 * HOUR_MS, "medium"],
];

export function predictionSeverity(horizonMs: number): PredictionSeverity {
  return UP_TO.find(([upToMs]) => horizonMs <= upToMs)?.[1] ?? "low";
}
