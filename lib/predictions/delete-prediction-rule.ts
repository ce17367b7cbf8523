import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { StoredPredictionRule } from "@/lib/domain/prediction-rule";
import { AppError } from "@/lib/platform/errors";
import { changedSince, requireVersion } from "@/lib/platform/version-tag";
import { PREDICTION_TOPIC } from "./prediction-job";
import { requireRule } from "./prediction-rule-scope";

/**
 * Removes a region's rule; the one for every region holds there again. Needs settings:write.
 * @throws AppError not-found, precondition-required, precondition-failed, conflict for a built-in one
 */
export async function deletePredictionRule(
  ctx: Ctx,
  { id, ifMatch }: { readonly id: string; readonly ifMatch: string | null },
): Promise<StoredPredictionRule> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    const rule = await requireRule(tx, id);
    const version = requireVersion(ifMatch, rule.version);
    if (rule.builtIn)
      throw new AppError("conflict", "A built-in rule cannot be deleted; it can be changed or turned off.");
    if (!(await tx.predictionRules.remove(id, version))) throw changedSince();
    const { kind, region, threshold, openProbability, services } = rule;
    await tx.audit.append(ctx.actor, "prediction-rule.deleted", id, {
      kind,
      region,
      threshold,
      openProbability,
      services,
    });
    await tx.jobs.notify(PREDICTION_TOPIC);
    return rule;
  });
}
