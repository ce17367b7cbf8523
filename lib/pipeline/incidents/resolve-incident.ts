import type { Ctx, Stores } from "@/lib/context";
import type { Incident, IncidentSignal } from "@/lib/domain/incident";
import { actorName } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import { changeIncident, statusAfter } from "./change-incident";
import { endManualSignals } from "./manual-signals";

export interface ResolveIncidentInput {
  readonly id: string;
  /** Why it is over though something of it still fires; needed then. */
  readonly reason: string | null;
  /** What was the cause, and what mended it; null: as it was. */
  readonly rootCause?: string | null;
  readonly resolution?: string | null;
}

/**
 * Ends an incident. Needs incidents:write.
 * @throws AppError not-found; conflict when it is resolved, with who and when; conflict when a signal of it still fires and no
 * reason is given
 */
export function resolveIncident(ctx: Ctx, input: ResolveIncidentInput): Promise<Incident> {
  return changeIncident(ctx, input.id, async (incident, tx) => {
    const status = statusAfter(incident, { kind: "resolve" });
    const firing = await firingOf(tx, input.id);
    const { reason, rootCause = incident.rootCause, resolution = reason } = input;
    if (firing.length > 0 && reason === null) throw stillFiring(firing);
    await endManualSignals(tx, input.id, ctx.clock.nowMs());
    const nowMs = ctx.clock.nowMs();
    const by = { resolvedMs: nowMs, resolvedBy: actorName(ctx.actor) };
    const felt = incident.impactStartMs === null ? {} : { impactEndMs: incident.impactEndMs ?? nowMs };
    const text = reason === null ? "Resolved" : `Resolved: ${reason}`;
    return { change: { status: status!, ...by, ...felt, resolution, rootCause }, kind: "resolved", text };
  });
}

/** What a person opened has no other end. */
async function firingOf(tx: Stores, id: string): Promise<IncidentSignal[]> {
  const signals = await tx.incidentSignals.ofIncidents([id]);
  return signals.filter(({ endedMs, source }) => endedMs === null && source !== "manual");
}

function stillFiring(firing: readonly IncidentSignal[]): AppError {
  const [first] = firing;
  const others = firing.length === 1 ? "" : ` and ${firing.length - 1} more`;
  const text = `It still fires: ${first!.title}${others}. Give a reason to resolve it nevertheless.`;
  return new AppError("conflict", text, {
    errors: [{ pointer: "/reason", message: "is needed while it fires" }],
  });
}
