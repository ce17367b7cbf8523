import type { Ctx } from "@/lib/context";
import type { Incident } from "@/lib/domain/incident";
import { actorName } from "@/lib/platform/actor";
import { changeIncident, statusAfter } from "./change-incident";

/**
 * Says that somebody is on it; the first one to say so stays written down. Needs incidents:write.
 * @throws AppError not-found, conflict when it is resolved
 */
export function acknowledgeIncident(ctx: Ctx, { id }: { readonly id: string }): Promise<Incident> {
  return changeIncident(ctx, id, async (incident) => {
    const status = statusAfter(incident, { kind: "acknowledge" });
    if (incident.acknowledgedMs !== null) return null;
    const by = { acknowledgedMs: ctx.clock.nowMs(), acknowledgedBy: actorName(ctx.actor) };
    return { change: { ...by, ...(status ? { status } : {}) }, kind: "acknowledged", text: "Acknowledged" };
  });
}
