import { fleetStateSchema } from "@/lib/contracts/demo-fleet";
import { readDemoFleet } from "@/lib/demo/read-demo-fleet";
import { defineRoute } from "@/lib/http/define-route";

export const GET = defineRoute({
  summary: "Demo only: what goes on in the simulated fleet, and what can go wrong in it",
  scope: "monitoring:run",
  response: fleetStateSchema,
  handle: async (ctx) => ({ data: await readDemoFleet(ctx), demo: true }),
});
