import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { StoredPredictionRule } from "@/lib/domain/prediction-rule";

/** Every rule of predictive alerts. Needs metrics:read. */
export async function listPredictionRules(ctx: Ctx): Promise<StoredPredictionRule[]> {
  requireScope(ctx.actor, "metrics:read");
  return ctx.predictionRules.all();
}
