import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { MaintenanceWindow } from "@/lib/domain/maintenance-window";

/** Every maintenance window, past ones too, by name. Needs metrics:read. */
export async function listMaintenanceWindows(ctx: Ctx): Promise<MaintenanceWindow[]> {
  requireScope(ctx.actor, "metrics:read");
  return ctx.maintenanceWindows.list();
}
