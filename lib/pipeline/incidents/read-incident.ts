import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { Incident, IncidentEvent, IncidentSignal } from "@/lib/domain/incident";
import { MINUTE_MS, windowStart } from "@/lib/domain/window";
import { requireIncident } from "./change-incident";
import type { IncidentTotals } from "./incident-cost-store";
import { impactsOf, type IncidentWithImpact } from "./incident-impact";
import { leadsOf, type IncidentLeads } from "./incident-leads";

export interface IncidentReading extends IncidentWithImpact, IncidentLeads {
  readonly signals: readonly IncidentSignal[];
  readonly timeline: readonly IncidentEvent[];
  /** null: it was never felt. */
  readonly totals: IncidentImpactTotals | null;
}

/** What it has cost so far, and how much of that is known. */
export interface IncidentImpactTotals extends Omit<IncidentTotals, "incidentId"> {
  readonly impactMs: number;
}

/** One incident with all that is known of it. Needs metrics:read. @throws AppError not-found */
export async function readIncident(ctx: Ctx, { id }: { readonly id: string }): Promise<IncidentReading> {
  requireScope(ctx.actor, "metrics:read");
  const incident = await requireIncident(ctx, id);
  const [impact] = await impactsOf(ctx, [incident]);
  const signals = await ctx.incidentSignals.ofIncidents([id]);
  const timeline = await ctx.incidentEvents.list(id);
  // By whole minutes, so that an answer stays the same while nothing changes.
  const minuteMs = windowStart(ctx.clock.nowMs(), MINUTE_MS);
  const totals = totalsOf(incident, await ctx.incidentCosts.totals([id]), minuteMs);
  return { ...impact!, signals, totals, timeline, ...(await leadsOf(ctx, incident, signals)) };
}

function totalsOf(
  { impactStartMs, impactEndMs }: Incident,
  [known]: readonly IncidentTotals[],
  nowMs: number,
): IncidentImpactTotals | null {
  if (impactStartMs === null) return null;
  const impactMs = Math.max(0, (impactEndMs ?? nowMs) - impactStartMs);
  if (known === undefined) return { impactMs, knownMs: 0, usersPeak: null, money: null, currency: null };
  const { usersPeak, money, currency, knownMs } = known;
  // A window that the impact ends within is counted whole.
  return { impactMs, knownMs: Math.min(knownMs, impactMs), usersPeak, money, currency };
}
