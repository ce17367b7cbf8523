import type { CrossingOutcome } from "@/lib/domain/breach";
import type { HorizonProbability } from "@/lib/domain/prediction";
import { MINUTE_MS } from "@/lib/domain/window";

/** A prediction closes once every probability has been below this share of the rule's for a while: no flapping between. */
export const CLOSE_SHARE = 0.6;
/** Three assessments of the 15-minute grid. */
export const CLOSE_AFTER_MS = 30 * MINUTE_MS;

export type PredictionState =
  { readonly kind: "closed" } | { readonly kind: "open"; readonly lowSinceMs: number | null };

/** What is seen of a series: `breached`: it is above its threshold, or was within the hour; `silent`: nobody can say. */
export type Seen =
  | { readonly kind: "probabilities"; readonly probabilities: readonly HorizonProbability[] }
  | { readonly kind: "breached" }
  | { readonly kind: "silent" };

export type PredictionStep =
  | { readonly kind: "stay-closed" }
  | { readonly kind: "open"; readonly horizonMs: number; readonly confidence: number }
  | { readonly kind: "keep"; readonly lowSinceMs: number | null }
  | { readonly kind: "withdraw" }
  | { readonly kind: "hit"; readonly onsetMs: number }
  | { readonly kind: "false" }
  | { readonly kind: "no-data" };

/** @param outcome of what the open prediction said; of a closed one it says nothing */
export function stepPrediction(
  state: PredictionState,
  seen: Seen,
  outcome: CrossingOutcome,
  { nowMs, openProbability }: { readonly nowMs: number; readonly openProbability: number },
): PredictionStep {
  switch (state.kind) {
    case "closed":
      return seen.kind === "probabilities"
        ? opened(seen.probabilities, openProbability)
        : { kind: "stay-closed" };
    case "open":
      return ended(outcome) ?? kept(state.lowSinceMs, seen, nowMs, openProbability * CLOSE_SHARE);
    default:
      return state satisfies never;
  }
}

/** On the shortest horizon that reaches it. */
function opened(probabilities: readonly HorizonProbability[], openProbability: number): PredictionStep {
  const reaching = shortestReaching(probabilities, openProbability);
  return reaching === null
    ? { kind: "stay-closed" }
    : { kind: "open", horizonMs: reaching.horizonMs, confidence: reaching.calibrated };
}

export function shortestReaching(
  probabilities: readonly HorizonProbability[],
  openProbability: number,
): HorizonProbability | null {
  const reaching = probabilities.filter(({ calibrated }) => calibrated >= openProbability);
  return reaching.reduce<HorizonProbability | null>(
    (best, each) => (best === null || each.horizonMs < best.horizonMs ? each : best),
    null,
  );
}

function ended(outcome: CrossingOutcome): PredictionStep | null {
  switch (outcome.kind) {
    case "pending":
      return null;
    case "crossed":
      return { kind: "hit", onsetMs: outcome.onsetMs };
    case "not-crossed":
      return { kind: "false" };
    case "unknown":
      return { kind: "no-data" };
    default:
      return outcome satisfies never;
  }
}

function kept(lowSinceMs: number | null, seen: Seen, nowMs: number, lowBelow: number): PredictionStep {
  switch (seen.kind) {
    case "breached":
      return { kind: "keep", lowSinceMs: null };
    case "silent":
      return { kind: "keep", lowSinceMs };
    case "probabilities": {
      if (seen.probabilities.some(({ calibrated }) => calibrated >= lowBelow))
        return { kind: "keep", lowSinceMs: null };
      const sinceMs = lowSinceMs ?? nowMs;
      return nowMs - sinceMs >= CLOSE_AFTER_MS ? { kind: "withdraw" } : { kind: "keep", lowSinceMs: sinceMs };
    }
    default:
      return seen satisfies never;
  }
}
