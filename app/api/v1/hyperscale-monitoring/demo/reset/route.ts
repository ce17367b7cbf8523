import { fleetStateSchema } from "@/lib/contracts/demo-fleet";
import { resetDemoFleet } from "@/lib/demo/reset-demo-fleet";
import { defineRoute } from "@/lib/http/define-route";

export const POST = defineRoute({
  summary: "Demo only: brings the simulated fleet back to a quiet moment, at its usual speed",
  scope: "monitoring:run",
  response: fleetStateSchema,
  handle: async (ctx) => ({ data: await resetDemoFleet(ctx), demo: true }),
});
