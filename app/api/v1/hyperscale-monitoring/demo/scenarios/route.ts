import { fleetStateSchema, runScenarioBodySchema } from "@/lib/contracts/demo-fleet";
import { runDemoScenario } from "@/lib/demo/run-demo-scenario";
import { defineRoute } from "@/lib/http/define-route";

const CREATED = 201;

export const POST = defineRoute({
  summary: "Demo only: lets something go wrong in the simulated fleet, now",
  scope: "monitoring:run",
  body: runScenarioBodySchema,
  response: fleetStateSchema,
  status: CREATED,
  handle: async (ctx, { body }) => ({ data: await runDemoScenario(ctx, body), demo: true }),
});
