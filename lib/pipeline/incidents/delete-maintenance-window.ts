import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { INCIDENT_TOPIC } from "@/lib/domain/incident";
import type { MaintenanceWindow } from "@/lib/domain/maintenance-window";
import { changedSince, requireVersion } from "@/lib/platform/version-tag";
import { requireMaintenanceWindow } from "./find-maintenance-window";

/**
 * Removes a maintenance window; what it silenced is taken in with the next run. Needs settings:write.
 * @throws AppError not-found, precondition-required, precondition-failed
 */
export async function deleteMaintenanceWindow(
  ctx: Ctx,
  { id, ifMatch }: { readonly id: string; readonly ifMatch: string | null },
): Promise<MaintenanceWindow> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    const window = await requireMaintenanceWindow(tx, id);
    const version = requireVersion(ifMatch, window.version);
    if (!(await tx.maintenanceWindows.remove(id, version))) throw changedSince();
    await tx.audit.append(ctx.actor, "maintenance-window.deleted", id, { ...window });
    await tx.jobs.notify(INCIDENT_TOPIC);
    return window;
  });
}
