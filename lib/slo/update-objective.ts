import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { StoredObjective } from "@/lib/domain/objective";
import { AppError } from "@/lib/platform/errors";
import { changedSince, requireVersion } from "@/lib/platform/version-tag";
import { requireObjective } from "./find-objective";
import { requireFreeScope, requireKnownPlace, sameScope } from "./objective-scope";
import type { ObjectiveSettings } from "./objective-store";
import { tellOfChange } from "./tell-of-change";

export interface UpdateObjectiveInput extends ObjectiveSettings {
  readonly id: string;
  readonly ifMatch: string | null;
}

/**
 * Changes an objective; of a built-in one only target and window. Needs settings:write.
 * @throws AppError not-found, precondition-required, precondition-failed, bad-request, conflict
 */
export async function updateObjective(ctx: Ctx, input: UpdateObjectiveInput): Promise<StoredObjective> {
  requireScope(ctx.actor, "settings:write");
  const { id, ifMatch, ...settings } = input;
  return ctx.transaction(async (tx) => {
    await tx.objectives.lock();
    const before = await requireObjective(tx, id);
    const version = requireVersion(ifMatch, before.version);
    if (before.builtIn && !sameScope(before, settings))
      throw new AppError(
        "conflict",
        "A built-in objective holds for everything that has none of its own: add one for the region or service instead.",
      );
    await requireKnownPlace(tx, settings, "/");
    requireFreeScope(await tx.objectives.all(), settings, id);
    const updated = await tx.objectives.update(id, version, settings);
    if (updated === null) throw changedSince();
    const { target, windowDays } = before;
    await tx.audit.append(ctx.actor, "objective.updated", id, {
      before: { target, windowDays },
      ...settings,
    });
    await tellOfChange(tx);
    return updated;
  });
}
