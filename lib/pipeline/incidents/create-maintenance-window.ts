import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { INCIDENT_TOPIC } from "@/lib/domain/incident";
import type { MaintenancePlan, MaintenanceWindow } from "@/lib/domain/maintenance-window";
import { actorName } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import { requireKnownPlaces } from "./find-maintenance-window";

/** Each new signal is compared with each. */
const MAX_WINDOWS = 200;

/**
 * Adds a maintenance window; it holds at once. Needs settings:write.
 * @throws AppError bad-request for a place never seen, conflict for too many
 */
export async function createMaintenanceWindow(ctx: Ctx, plan: MaintenancePlan): Promise<MaintenanceWindow> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    await requireKnownPlaces(tx, plan);
    if ((await tx.maintenanceWindows.list()).length >= MAX_WINDOWS)
      throw new AppError(
        "conflict",
        `There are ${MAX_WINDOWS} maintenance windows already; remove some that are over.`,
      );
    const created = await tx.maintenanceWindows.create(plan, actorName(ctx.actor), ctx.clock.nowMs());
    await tx.audit.append(ctx.actor, "maintenance-window.created", created.id, { ...plan });
    await tx.jobs.notify(INCIDENT_TOPIC);
    return created;
  });
}
