import type { Ctx } from "@/lib/context";
import type { Incident } from "@/lib/domain/incident";
import { SECOND_MS } from "@/lib/domain/window";
import { actorName } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import { changeIncident } from "./change-incident";
import { endManualSignals } from "./manual-signals";

/** Ten seconds to press, and a few for the request to get here. */
const UNDO_WITHIN_MS = 15 * SECOND_MS;

/**
 * Takes one's own newest change back, while it is that of the incident too. Needs incidents:write.
 * @throws AppError not-found, conflict when it is too late, or another change came after it
 */
export function undoIncident(ctx: Ctx, { id }: { readonly id: string }): Promise<Incident> {
  return changeIncident(ctx, id, async (incident, tx) => {
    const last = await tx.incidentEvents.undoable(id);
    const isOwn = last !== null && last.actor === actorName(ctx.actor) && last.kind !== "undone";
    if (!isOwn || last.version !== incident.version || ctx.clock.nowMs() - last.recordedMs > UNDO_WITHIN_MS)
      throw new AppError(
        "conflict",
        "It is too late to undo: the incident has changed since, or ten seconds are over.",
      );
    if (last.kind === "resolved") await endManualSignals(tx, id, null);
    if (last.kind === "reopened") await endManualSignals(tx, id, ctx.clock.nowMs());
    return { change: last.before, kind: "undone", text: `Taken back: ${last.text}` };
  });
}
