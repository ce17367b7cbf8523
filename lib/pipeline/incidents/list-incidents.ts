import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { Incident } from "@/lib/domain/incident";
import { impactsOf, type IncidentWithImpact } from "./incident-impact";
import type { IncidentFilter } from "./incident-store";

export interface IncidentPage {
  readonly incidents: readonly IncidentWithImpact[];
  /** null on the last page. */
  readonly last: Incident | null;
}

/** Incidents, newest first, each with what it concerns and costs now. Needs metrics:read. */
export async function listIncidents(ctx: Ctx, filter: IncidentFilter): Promise<IncidentPage> {
  requireScope(ctx.actor, "metrics:read");
  const found = await ctx.incidents.list({ ...filter, limit: filter.limit + 1 });
  const page = found.slice(0, filter.limit);
  return {
    incidents: await impactsOf(ctx, page),
    last: found.length > filter.limit ? (page.at(-1) ?? null) : null,
  };
}
