import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx, Stores } from "@/lib/context";
import type { StoredObjective } from "@/lib/domain/objective";
import { AppError } from "@/lib/platform/errors";
import { standingsOf, type AssessedObjective } from "./list-objectives";

/** One objective, and how it stands. Needs metrics:read. @throws AppError not-found */
export async function findObjective(
  ctx: Ctx,
  { id }: { readonly id: string },
): Promise<{
  readonly objective: AssessedObjective;
  readonly asOfMs: number | null;
  readonly demo: boolean;
}> {
  requireScope(ctx.actor, "metrics:read");
  const objective = await requireObjective(ctx, id);
  const assessment = await ctx.standings.latest();
  return {
    objective: standingsOf(objective, assessment),
    asOfMs: assessment?.asOfMs ?? null,
    demo: assessment?.demo ?? false,
  };
}

/** @throws AppError not-found */
export async function requireObjective(stores: Stores, id: string): Promise<StoredObjective> {
  const objective = await stores.objectives.find(id);
  if (objective === null) throw new AppError("not-found", "No objective has this id.");
  return objective;
}
