import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { objectivesFor, type ScopeObjectives } from "@/lib/domain/objective";

export interface ServiceObjectives {
  readonly everywhere: ScopeObjectives;
  /** By code. */
  readonly byRegion: Readonly<Record<string, ScopeObjectives>>;
}

/** What was promised of a service over all regions, and in each of these. Needs metrics:read. */
export async function readServiceObjectives(
  ctx: Ctx,
  { service, regions }: { readonly service: string; readonly regions: readonly string[] },
): Promise<ServiceObjectives> {
  requireScope(ctx.actor, "metrics:read");
  const objectives = await ctx.objectives.all();
  return {
    everywhere: objectivesFor(objectives, null, service),
    byRegion: Object.fromEntries(
      regions.map((region) => [region, objectivesFor(objectives, region, service)]),
    ),
  };
}
