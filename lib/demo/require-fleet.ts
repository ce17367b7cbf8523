import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/platform/errors";
import type { FleetControlStore } from "./fleet-control-store";

/**
 * The fleet that the actor may control: needs monitoring:run.
 * @throws AppError not-found outside the demo
 */
export function requireFleet(ctx: Ctx): FleetControlStore {
  requireScope(ctx.actor, "monitoring:run");
  if (ctx.fleetControl === null)
    throw new AppError("not-found", "There is no simulated fleet here: it runs in the demo.");
  return ctx.fleetControl;
}
