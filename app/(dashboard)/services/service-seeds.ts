import { SERVICE_DEPLOYMENTS_SHOWN } from "@/components/queries/service-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { listDeployments } from "@/lib/catalog/list-deployments";
import { readServices } from "@/lib/catalog/read-services";
import type { Ctx } from "@/lib/context";
import { deploymentListResponseSchema } from "@/lib/contracts/deployment";
import { serviceListResponseSchema } from "@/lib/contracts/service";
import { serviceMetricsResponseSchema } from "@/lib/contracts/service-metrics";
import { serviceTotalsResponseSchema } from "@/lib/contracts/service-totals";
import type { ServiceMetrics } from "@/lib/domain/snapshot";
import { readServiceTotals } from "@/lib/monitoring/read-service-totals";
import { serviceListAnswer } from "@/lib/pipeline/present/rest/catalog-answers";
import { deploymentListAnswer } from "@/lib/pipeline/present/rest/deployment-list-answer";
import { serviceMetricsAnswer } from "@/lib/pipeline/present/rest/service-metrics-answer";
import { serviceTotalsAnswer } from "@/lib/pipeline/present/rest/service-totals-answer";
import { versionTag } from "@/lib/platform/version-tag";
import { WHOLE_LIST, type Seed } from "@/app/(dashboard)/dehydrated-queries";

/** What every page of services begins with: how all of them stand, and what is known of them. */
export async function serviceListSeeds(ctx: Ctx): Promise<readonly Seed[]> {
  const [totals, catalogue] = await Promise.all([readServiceTotals(ctx), readServices(ctx)]);
  return [
    {
      queryKey: queryKeys.snapshot.serviceTotals,
      schema: serviceTotalsResponseSchema,
      answer: serviceTotalsAnswer(totals, WHOLE_LIST),
    },
    {
      queryKey: queryKeys.catalog.services,
      schema: serviceListResponseSchema,
      answer: serviceListAnswer(catalogue, versionTag),
    },
  ];
}

/** What a service's own page needs besides. `places`: the service in each of its regions. */
export async function serviceSeeds(
  ctx: Ctx,
  name: string,
  places: readonly ServiceMetrics[],
): Promise<readonly Seed[]> {
  const deployments = await listDeployments(ctx, { service: name, limit: SERVICE_DEPLOYMENTS_SHOWN });
  return [
    {
      queryKey: queryKeys.snapshot.service(name),
      schema: serviceMetricsResponseSchema,
      answer: serviceMetricsAnswer(places, WHOLE_LIST),
    },
    {
      queryKey: queryKeys.deployments.ofService(name, null),
      schema: deploymentListResponseSchema,
      answer: deploymentListAnswer(deployments),
    },
  ];
}
