import { fleetStateSchema, setSpeedBodySchema } from "@/lib/contracts/demo-fleet";
import { setDemoSpeed } from "@/lib/demo/set-demo-speed";
import { defineRoute } from "@/lib/http/define-route";

export const POST = defineRoute({
  summary: "Demo only: lets the simulated fleet's scenarios unfold faster or slower",
  scope: "monitoring:run",
  body: setSpeedBodySchema,
  response: fleetStateSchema,
  handle: async (ctx, { body }) => ({ data: await setDemoSpeed(ctx, body), demo: true }),
});
