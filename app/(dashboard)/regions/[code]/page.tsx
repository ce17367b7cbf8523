import { HydrationBoundary } from "@tanstack/react-query";
import { openAnomaliesSeed } from "@/app/(dashboard)/anomaly-seeds";
import { dehydratedQueries, WHOLE_LIST } from "@/app/(dashboard)/dehydrated-queries";
import { may } from "@/app/(dashboard)/navigation";
import { objectiveSeeds } from "@/app/(dashboard)/objective-seed";
import { openPredictionsSeed } from "@/app/(dashboard)/prediction-seeds";
import { queryKeys } from "@/components/queries/query-keys";
import { RegionPage } from "@/components/regions/region-page";
import { createCtx } from "@/lib/compose/context";
import { regionalMetricsResponseSchema } from "@/lib/contracts/regional-metrics";
import { serviceMetricsResponseSchema } from "@/lib/contracts/service-metrics";
import { signedInPageActor } from "@/lib/http/page-actor";
import { readRegionalMetrics } from "@/lib/monitoring/read-regional-metrics";
import { readServiceMetrics } from "@/lib/monitoring/read-service-metrics";
import { decodedSegment } from "@/lib/pipeline/present/path-segment";
import { regionalMetricsAnswer } from "@/lib/pipeline/present/rest/regional-metrics-answer";
import { serviceMetricsAnswer } from "@/lib/pipeline/present/rest/service-metrics-answer";
import { readScopeObjectives } from "@/lib/slo/read-scope-objectives";

interface PageProps {
  readonly params: Promise<{ code: string }>;
}

export default async function Page({ params }: PageProps) {
  const segment = (await params).code;
  const code = decodedSegment(segment);
  const actor = await signedInPageActor(`/regions/${segment}`);
  const ctx = createCtx(actor);
  const [regions, services, objectives, standings, predicted, unusual] = await Promise.all([
    readRegionalMetrics(ctx, { regions: null }),
    readServiceMetrics(ctx, { region: code }),
    readScopeObjectives(ctx, { region: code, service: null }),
    objectiveSeeds(ctx, code, null),
    openPredictionsSeed(ctx),
    openAnomaliesSeed(ctx),
  ]);
  const seeds = [
    {
      queryKey: queryKeys.snapshot.regional,
      schema: regionalMetricsResponseSchema,
      answer: regionalMetricsAnswer(regions, WHOLE_LIST),
    },
    {
      queryKey: queryKeys.snapshot.servicesOf(code),
      schema: serviceMetricsResponseSchema,
      answer: serviceMetricsAnswer(services, WHOLE_LIST),
    },
    ...standings,
    predicted,
    unusual,
  ];
  return (
    <HydrationBoundary state={dehydratedQueries(seeds, ctx.clock.nowMs())}>
      <RegionPage key={code} code={code} objectives={objectives} mayAct={may(actor, "incidents:write")} />
    </HydrationBoundary>
  );
}
