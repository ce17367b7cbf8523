import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { Prediction } from "@/lib/domain/prediction";
import type { GlobalInfrastructureHealth } from "@/lib/domain/snapshot";

export interface InfrastructureHealth {
  /** null before the first cycle. */
  readonly snapshot: GlobalInfrastructureHealth | null;
  /** Open ones, one a cause; null: nothing could be predicted yet. */
  readonly predictions: readonly Prediction[] | null;
}

const MOST_PREDICTIONS = 1_000;

/** Scores by region and service, as the newest cycle stored them, and what is predicted. */
export async function readInfrastructureHealth(ctx: Ctx): Promise<InfrastructureHealth> {
  requireScope(ctx.actor, "metrics:read");
  const [snapshot, predictions] = await Promise.all([
    ctx.snapshots.latestInfrastructure(),
    readPredictions(ctx),
  ]);
  return { snapshot, predictions };
}

/** An empty list claims that nothing is expected: it needs a run that had enough history of something. */
async function readPredictions(ctx: Ctx): Promise<Prediction[] | null> {
  const run = await ctx.predictionRuns.latest();
  if (run === null || run.series === run.silent) return null;
  return ctx.predictions.list({ state: "open", parts: false, limit: MOST_PREDICTIONS });
}
