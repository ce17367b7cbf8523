import { executiveDashboardSchema } from "@/lib/contracts/executive-dashboard";
import { defineRoute } from "@/lib/http/define-route";
import { readExecutiveDashboard } from "@/lib/monitoring/read-executive-dashboard";
import { executiveDashboardAnswer } from "@/lib/pipeline/present/rest/executive-dashboard-answer";

export const GET = defineRoute({
  summary: "What an executive needs to know now",
  scope: "metrics:read",
  response: executiveDashboardSchema,
  handle: async (ctx) => executiveDashboardAnswer(await readExecutiveDashboard(ctx)),
});
