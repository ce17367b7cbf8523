import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { objectivesFor, type ScopeObjectives } from "@/lib/domain/objective";

export interface ReadScopeObjectivesInput {
  /** null: the world. */
  readonly region: string | null;
  readonly service: string | null;
}

/** What was promised of a scope: its own objectives, else those of everything. Needs metrics:read. */
export async function readScopeObjectives(
  ctx: Ctx,
  { region, service }: ReadScopeObjectivesInput,
): Promise<ScopeObjectives> {
  requireScope(ctx.actor, "metrics:read");
  return objectivesFor(await ctx.objectives.all(), region, service);
}
