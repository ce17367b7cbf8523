import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx, Stores } from "@/lib/context";
import type { MaintenancePlan, MaintenanceWindow } from "@/lib/domain/maintenance-window";
import { AppError } from "@/lib/platform/errors";

/** One maintenance window. Needs metrics:read. @throws AppError not-found */
export async function findMaintenanceWindow(
  ctx: Ctx,
  { id }: { readonly id: string },
): Promise<MaintenanceWindow> {
  requireScope(ctx.actor, "metrics:read");
  return requireMaintenanceWindow(ctx, id);
}

/** @throws AppError not-found */
export async function requireMaintenanceWindow(stores: Stores, id: string): Promise<MaintenanceWindow> {
  const window = await stores.maintenanceWindows.find(id);
  if (window === null) throw new AppError("not-found", "No maintenance window has this id.");
  return window;
}

/** @throws AppError bad-request that names places never seen: nothing there would be silenced */
export async function requireKnownPlaces(stores: Stores, plan: MaintenancePlan): Promise<void> {
  const regions = new Set((await stores.catalog.regions()).map(({ code }) => code));
  const services = new Set((await stores.catalog.services()).map(({ name }) => name));
  const errors = [
    ...unseen("regions", plan.regions, regions),
    ...unseen("services", plan.services, services),
  ];
  if (errors.length === 0) return;
  const text = errors.map(({ pointer, message }) => `${pointer}: ${message}`).join("; ");
  throw new AppError("bad-request", text, { errors });
}

function unseen(field: string, named: readonly string[], known: ReadonlySet<string>) {
  return named.flatMap((name, index) =>
    known.has(name)
      ? []
      : [{ pointer: `/${field}/${index}`, message: `${JSON.stringify(name)} has never been seen` }],
  );
}
