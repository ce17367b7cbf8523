import { queryKeys } from "@/components/queries/query-keys";
import { listAnomalies } from "@/lib/anomalies/list-anomalies";
import type { Ctx } from "@/lib/context";
import { anomalyListResponseSchema } from "@/lib/contracts/anomaly";
import { MAX_PAGE } from "@/lib/contracts/page-query";
import { anomalyListAnswer } from "@/lib/pipeline/present/rest/anomaly-list-answer";
import type { Seed } from "./dehydrated-queries";

/** What is unusual now, for pages that say so; of a service, for its page. */
export async function openAnomaliesSeed(ctx: Ctx, service: string | null = null): Promise<Seed> {
  const of = service === null ? {} : { service };
  const page = await listAnomalies(ctx, { state: "open", limit: MAX_PAGE, ...of });
  return {
    queryKey: queryKeys.anomalies.open(service),
    schema: anomalyListResponseSchema,
    answer: anomalyListAnswer(page, service),
  };
}
