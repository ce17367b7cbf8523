import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { PredictionRule, StoredPredictionRule } from "@/lib/domain/prediction-rule";
import { AppError } from "@/lib/platform/errors";
import { PREDICTION_TOPIC } from "./prediction-job";
import { requireFreeRuleScope, requireKnownRuleRegion } from "./prediction-rule-scope";

/** Each is looked through for every series of every run. */
const MAX_RULES = 500;

/**
 * Adds a rule for one region; the next run goes by it. Needs settings:write.
 * @throws AppError bad-request for a region never seen, conflict for a second one of its kind and region
 */
export async function createPredictionRule(ctx: Ctx, input: PredictionRule): Promise<StoredPredictionRule> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    await tx.predictionRules.lock();
    await requireKnownRuleRegion(tx, input);
    const all = await tx.predictionRules.all();
    requireFreeRuleScope(all, input, null);
    if (all.length >= MAX_RULES) throw new AppError("conflict", `There are ${MAX_RULES} rules already.`);
    const created = await tx.predictionRules.create(input);
    await tx.audit.append(ctx.actor, "prediction-rule.created", created.id, input);
    await tx.jobs.notify(PREDICTION_TOPIC);
    return created;
  });
}
