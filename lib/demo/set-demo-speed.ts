import type { Ctx } from "@/lib/context";
import type { FleetState } from "@/lib/contracts/demo-fleet";
import { requireFleet } from "./require-fleet";

/** Lets scenarios unfold `speed` times faster. Needs monitoring:run, and the demo. */
export async function setDemoSpeed(ctx: Ctx, { speed }: { readonly speed: number }): Promise<FleetState> {
  const state = await requireFleet(ctx).setSpeed(speed);
  await ctx.audit.append(ctx.actor, "demo.speed-set", String(speed));
  return state;
}
