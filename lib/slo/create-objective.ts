import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { StoredObjective } from "@/lib/domain/objective";
import { AppError } from "@/lib/platform/errors";
import type { ObjectiveSettings } from "./objective-store";
import { requireFreeScope, requireKnownPlace } from "./objective-scope";
import { tellOfChange } from "./tell-of-change";

/** Each is assessed once a minute, and looked through for every scope of every cycle. */
export const MAX_OBJECTIVES = 500;

/**
 * Adds an objective; it is judged within seconds. Needs settings:write.
 * @throws AppError bad-request for a region or service never seen, conflict for a second one of its kind and scope
 */
export async function createObjective(ctx: Ctx, input: ObjectiveSettings): Promise<StoredObjective> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    await tx.objectives.lock();
    await requireKnownPlace(tx, input, "/");
    const all = await tx.objectives.all();
    requireFreeScope(all, input, null);
    if (all.length >= MAX_OBJECTIVES)
      throw new AppError("conflict", `There are ${MAX_OBJECTIVES} objectives already.`);
    const created = await tx.objectives.create(input);
    await tx.audit.append(ctx.actor, "objective.created", created.id, input);
    await tellOfChange(tx);
    return created;
  });
}
