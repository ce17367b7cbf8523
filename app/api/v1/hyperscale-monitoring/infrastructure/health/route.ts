import { infrastructureHealthSchema } from "@/lib/contracts/infrastructure-health";
import { defineRoute } from "@/lib/http/define-route";
import { readInfrastructureHealth } from "@/lib/monitoring/read-infrastructure-health";
import { infrastructureHealthAnswer } from "@/lib/pipeline/present/rest/infrastructure-health-answer";

export const GET = defineRoute({
  summary: "Health scores by region and service, and how full the fleet is",
  scope: "metrics:read",
  response: infrastructureHealthSchema,
  handle: async (ctx) => infrastructureHealthAnswer(await readInfrastructureHealth(ctx)),
});
