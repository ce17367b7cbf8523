import { receivedAlertsSchema } from "@/lib/contracts/alert-webhook";
import { defineRoute } from "@/lib/http/define-route";
import { readAlertReceipts } from "@/lib/pipeline/incidents/take-alerts";
import { presentReceivedAlerts } from "@/lib/pipeline/present/rest/present-received-alerts";

export const GET = defineRoute({
  summary: "What Alertmanager and Grafana sent last",
  scope: "ingest-status:read",
  response: receivedAlertsSchema,
  handle: async (ctx) => ({ data: presentReceivedAlerts(await readAlertReceipts(ctx)) }),
});
