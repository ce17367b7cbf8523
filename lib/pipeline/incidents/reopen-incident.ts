import type { Ctx } from "@/lib/context";
import type { Incident } from "@/lib/domain/incident";
import { AppError } from "@/lib/platform/errors";
import { changeIncident, statusAfter } from "./change-incident";
import { endManualSignals } from "./manual-signals";

/** Says that a resolved incident is not over. Needs incidents:write. @throws AppError not-found, conflict when it is not resolved */
export function reopenIncident(
  ctx: Ctx,
  { id, reason }: { readonly id: string; readonly reason: string | null },
): Promise<Incident> {
  return changeIncident(ctx, id, async (incident, tx) => {
    if (incident.mergedIntoId !== null)
      throw new AppError("conflict", incident.resolution ?? "It is a part of another one.");
    const status = statusAfter(incident, { kind: "reopen" })!;
    await endManualSignals(tx, id, null);
    // What was quiet before is quiet from now: it is not to resolve by itself at once.
    const quietSinceMs = incident.quietSinceMs === null ? null : ctx.clock.nowMs();
    const felt = incident.pinned.includes("impactEndMs") ? {} : { impactEndMs: null };
    const over = { resolvedMs: null, resolvedBy: null, resolution: null, quietSinceMs, ...felt };
    return {
      change: { status, ...over },
      kind: "reopened",
      text: reason === null ? "Reopened" : `Reopened: ${reason}`,
    };
  });
}
