import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { dehydratedQueries, WHOLE_LIST } from "@/app/(dashboard)/dehydrated-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { RegionsPage } from "@/components/regions/regions-page";
import { WorldLand } from "@/components/regions/world-land";
import { createCtx } from "@/lib/compose/context";
import { regionalMetricsResponseSchema } from "@/lib/contracts/regional-metrics";
import { signedInPageActor } from "@/lib/http/page-actor";
import { readRegionalMetrics } from "@/lib/monitoring/read-regional-metrics";
import { regionalMetricsAnswer } from "@/lib/pipeline/present/rest/regional-metrics-answer";

export const metadata: Metadata = { title: "Regions" };

export default async function Page() {
  const actor = await signedInPageActor("/regions");
  const ctx = createCtx(actor);
  const regions = await readRegionalMetrics(ctx, { regions: null });
  const seed = {
    queryKey: queryKeys.snapshot.regional,
    schema: regionalMetricsResponseSchema,
    answer: regionalMetricsAnswer(regions, WHOLE_LIST),
  };
  return (
    <HydrationBoundary state={dehydratedQueries([seed], ctx.clock.nowMs())}>
      <RegionsPage land={<WorldLand />} mayPlace={actor.scopes.includes("settings:write")} />
    </HydrationBoundary>
  );
}
