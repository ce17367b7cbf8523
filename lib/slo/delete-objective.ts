import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { StoredObjective } from "@/lib/domain/objective";
import { AppError } from "@/lib/platform/errors";
import { changedSince, requireVersion } from "@/lib/platform/version-tag";
import { requireObjective } from "./find-objective";
import { tellOfChange } from "./tell-of-change";

/**
 * Removes an objective; what it covered falls under the next more general one. Needs settings:write.
 * @throws AppError not-found, precondition-required, precondition-failed, conflict for a built-in one
 */
export async function deleteObjective(
  ctx: Ctx,
  { id, ifMatch }: { readonly id: string; readonly ifMatch: string | null },
): Promise<StoredObjective> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    const objective = await requireObjective(tx, id);
    const version = requireVersion(ifMatch, objective.version);
    if (objective.builtIn)
      throw new AppError("conflict", "A built-in objective cannot be deleted; its target can be changed.");
    if (!(await tx.objectives.remove(id, version))) throw changedSince();
    const { kind, region, service, target, windowDays } = objective;
    await tx.audit.append(ctx.actor, "objective.deleted", id, { kind, region, service, target, windowDays });
    await tellOfChange(tx);
    return objective;
  });
}
