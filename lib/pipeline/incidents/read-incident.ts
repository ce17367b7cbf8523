import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { IncidentEvent, IncidentSignal } from "@/lib/domain/incident";
import { requireIncident } from "./change-incident";
import { impactsOf, type IncidentWithImpact } from "./incident-impact";
import { leadsOf, type IncidentLeads } from "./incident-leads";

export interface IncidentReading extends IncidentWithImpact, IncidentLeads {
  readonly signals: readonly IncidentSignal[];
  readonly timeline: readonly IncidentEvent[];
}

/** One incident with all that is known of it. Needs metrics:read. @throws AppError not-found */
export async function readIncident(ctx: Ctx, { id }: { readonly id: string }): Promise<IncidentReading> {
  requireScope(ctx.actor, "metrics:read");
  const incident = await requireIncident(ctx, id);
  const [impact] = await impactsOf(ctx, [incident]);
  const signals = await ctx.incidentSignals.ofIncidents([id]);
  const timeline = await ctx.incidentEvents.list(id);
  return { ...impact!, signals, timeline, ...(await leadsOf(ctx, incident, signals)) };
}
