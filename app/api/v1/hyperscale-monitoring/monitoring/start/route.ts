import { monitoringStartSchema } from "@/lib/contracts/monitoring-start";
import { defineRoute } from "@/lib/http/define-route";
import { startMonitoring } from "@/lib/monitoring/start-monitoring";
import { isoOf } from "@/lib/pipeline/present/rest/rest-value";

const ACCEPTED = 202;

export const POST = defineRoute({
  summary: "Runs one monitoring cycle now, through the same job as the schedule; never two at once",
  scope: "monitoring:run",
  response: monitoringStartSchema,
  status: ACCEPTED,
  handle: async (ctx) => {
    const { startedAtMs, cycleId } = await startMonitoring(ctx);
    return { data: { started_at: isoOf(startedAtMs), cycle_id: cycleId }, asOfMs: startedAtMs };
  },
});
