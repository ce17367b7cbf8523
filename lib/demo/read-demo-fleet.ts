import type { Ctx } from "@/lib/context";
import type { FleetState } from "@/lib/contracts/demo-fleet";
import { requireFleet } from "./require-fleet";

/** What goes on in the simulated fleet. Needs monitoring:run, and the demo. */
export async function readDemoFleet(ctx: Ctx): Promise<FleetState> {
  return requireFleet(ctx).readState();
}
