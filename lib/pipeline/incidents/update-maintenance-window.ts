import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { INCIDENT_TOPIC } from "@/lib/domain/incident";
import type { MaintenancePlan, MaintenanceWindow } from "@/lib/domain/maintenance-window";
import { changedSince, requireVersion } from "@/lib/platform/version-tag";
import { requireKnownPlaces, requireMaintenanceWindow } from "./find-maintenance-window";

export interface UpdateMaintenanceWindowInput {
  readonly id: string;
  readonly plan: MaintenancePlan;
  readonly ifMatch: string | null;
}

/**
 * Changes a maintenance window; what it does not silence any more is taken in with the next run. Needs settings:write.
 * @throws AppError not-found, precondition-required, precondition-failed, bad-request for a place never seen
 */
export async function updateMaintenanceWindow(
  ctx: Ctx,
  { id, plan, ifMatch }: UpdateMaintenanceWindowInput,
): Promise<MaintenanceWindow> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    const before = await requireMaintenanceWindow(tx, id);
    const version = requireVersion(ifMatch, before.version);
    await requireKnownPlaces(tx, plan);
    const updated = await tx.maintenanceWindows.update(id, version, plan);
    if (updated === null) throw changedSince();
    await tx.audit.append(ctx.actor, "maintenance-window.updated", id, { before, ...plan });
    await tx.jobs.notify(INCIDENT_TOPIC);
    return updated;
  });
}
