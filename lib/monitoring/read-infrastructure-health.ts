import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { isOfPresent, whyNotAssessed } from "@/lib/domain/open-prediction";
import type { Prediction } from "@/lib/domain/prediction";
import type { GlobalInfrastructureHealth } from "@/lib/domain/snapshot";

export interface InfrastructureHealth {
  /** null before the first cycle. */
  readonly snapshot: GlobalInfrastructureHealth | null;
  /** Open ones, one a cause; null: nothing could be predicted lately. */
  readonly predictions: readonly Prediction[] | null;
  /** Why; null: it could. */
  readonly notAssessed: "insufficient-history" | "stale" | null;
}

/** Scores by region and service, as the newest cycle stored them, and what is predicted. */
export async function readInfrastructureHealth(ctx: Ctx): Promise<InfrastructureHealth> {
  requireScope(ctx.actor, "metrics:read");
  const nowMs = ctx.clock.nowMs();
  const [snapshot, open, run] = await Promise.all([
    ctx.snapshots.latestInfrastructure(),
    ctx.predictions.openNow(),
    ctx.predictionRuns.latest(),
  ]);
  const predictions = open.predictions.filter((each) => each.causeId === null && isOfPresent(each, nowMs));
  const notAssessed = whyNotAssessed(run, nowMs);
  // An empty list claims that nothing is expected.
  const isKnown = predictions.length > 0 || notAssessed === null;
  return { snapshot, predictions: isKnown ? predictions : null, notAssessed };
}
