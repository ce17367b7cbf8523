import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { PredictionRule, StoredPredictionRule } from "@/lib/domain/prediction-rule";
import { AppError } from "@/lib/platform/errors";
import { changedSince, requireVersion } from "@/lib/platform/version-tag";
import { PREDICTION_TOPIC } from "./prediction-job";
import {
  requireFreeRuleScope,
  requireKnownRuleRegion,
  requireRule,
  sameRuleScope,
} from "./prediction-rule-scope";

export interface UpdatePredictionRuleInput extends PredictionRule {
  readonly id: string;
  readonly ifMatch: string | null;
}

/**
 * Changes a rule; of a built-in one neither kind nor region. Predictions that are open by another threshold, or of services that
 * are no longer wanted, are closed by the next run, without an outcome. Needs settings:write.
 * @throws AppError not-found, precondition-required, precondition-failed, bad-request, conflict
 */
export async function updatePredictionRule(
  ctx: Ctx,
  { id, ifMatch, ...rule }: UpdatePredictionRuleInput,
): Promise<StoredPredictionRule> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    await tx.predictionRules.lock();
    const before = await requireRule(tx, id);
    const version = requireVersion(ifMatch, before.version);
    if (before.builtIn && !sameRuleScope(before, rule))
      throw new AppError(
        "conflict",
        "A built-in rule holds for every region that has none of its own: add one for the region instead.",
      );
    await requireKnownRuleRegion(tx, rule);
    requireFreeRuleScope(await tx.predictionRules.all(), rule, id);
    const updated = await tx.predictionRules.update(id, version, rule);
    if (updated === null) throw changedSince();
    const { threshold, openProbability, enabled, services } = before;
    const detail = { before: { threshold, openProbability, enabled, services }, ...rule };
    await tx.audit.append(ctx.actor, "prediction-rule.updated", id, detail);
    await tx.jobs.notify(PREDICTION_TOPIC);
    return updated;
  });
}
