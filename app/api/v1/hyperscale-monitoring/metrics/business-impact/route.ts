import { businessImpactSchema } from "@/lib/contracts/business-impact";
import { defineRoute } from "@/lib/http/define-route";
import { readExecutiveDashboard } from "@/lib/monitoring/read-executive-dashboard";
import { businessImpactAnswer } from "@/lib/pipeline/present/rest/business-impact-answer";

export const GET = defineRoute({
  summary: "What the platform's state means in money, users, delivery and competition",
  scope: "metrics:read",
  response: businessImpactSchema,
  handle: async (ctx) => businessImpactAnswer(await readExecutiveDashboard(ctx)),
});
