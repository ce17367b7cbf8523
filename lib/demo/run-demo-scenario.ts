import type { Ctx } from "@/lib/context";
import type { FleetState, RunScenarioBody } from "@/lib/contracts/demo-fleet";
import { requireFleet } from "./require-fleet";

/** Lets something go wrong in the simulated fleet, now. Needs monitoring:run, and the demo. */
export async function runDemoScenario(ctx: Ctx, input: RunScenarioBody): Promise<FleetState> {
  const fleet = requireFleet(ctx);
  await fleet.runScenario(input);
  await ctx.audit.append(ctx.actor, "demo.scenario-run", input.kind, input);
  return fleet.readState();
}
