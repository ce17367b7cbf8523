import type { Ctx } from "@/lib/context";
import type { FleetState } from "@/lib/contracts/demo-fleet";
import { requireFleet } from "./require-fleet";

/** Brings the simulated fleet back to a quiet moment, at its usual speed. Needs monitoring:run, and the demo. */
export async function resetDemoFleet(ctx: Ctx): Promise<FleetState> {
  const state = await requireFleet(ctx).reset();
  await ctx.audit.append(ctx.actor, "demo.reset", "simulated fleet");
  return state;
}
