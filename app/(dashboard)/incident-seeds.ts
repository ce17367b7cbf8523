import { queryKeys } from "@/components/queries/query-keys";
import type { Ctx } from "@/lib/context";
import { incidentListResponseSchema } from "@/lib/contracts/incident";
import { MAX_PAGE } from "@/lib/contracts/page-query";
import { listIncidents } from "@/lib/pipeline/incidents/list-incidents";
import { incidentListAnswer } from "@/lib/pipeline/present/rest/present-incident";
import type { Seed } from "./dehydrated-queries";

/** What is active, for the navigation and every page that says so. */
export async function activeIncidentsSeed(ctx: Ctx): Promise<Seed> {
  return {
    queryKey: queryKeys.incidents.active,
    schema: incidentListResponseSchema,
    answer: incidentListAnswer(await listIncidents(ctx, { state: "active", limit: MAX_PAGE })),
  };
}
