import { HydrationBoundary } from "@tanstack/react-query";
import { openAnomaliesSeed } from "@/app/(dashboard)/anomaly-seeds";
import { dehydratedQueries } from "@/app/(dashboard)/dehydrated-queries";
import { may } from "@/app/(dashboard)/navigation";
import { objectiveSeeds } from "@/app/(dashboard)/objective-seed";
import { openPredictionsSeed } from "@/app/(dashboard)/prediction-seeds";
import { ServicePage } from "@/components/services/service-page";
import { createCtx } from "@/lib/compose/context";
import { signedInPageActor } from "@/lib/http/page-actor";
import { readServiceMetrics } from "@/lib/monitoring/read-service-metrics";
import { decodedSegment } from "@/lib/pipeline/present/path-segment";
import { serviceListSeeds, serviceSeeds } from "@/app/(dashboard)/services/service-seeds";
import { readServiceObjectives } from "@/lib/slo/read-service-objectives";

interface PageProps {
  readonly params: Promise<{ name: string }>;
}

export default async function Page({ params }: PageProps) {
  const segment = (await params).name;
  const name = decodedSegment(segment);
  const actor = await signedInPageActor(`/services/${segment}`);
  const ctx = createCtx(actor);
  const places = await readServiceMetrics(ctx, { region: null, service: name });
  const [list, own, objectives, standings, predicted, unusual, ownUnusual] = await Promise.all([
    serviceListSeeds(ctx),
    serviceSeeds(ctx, name, places),
    readServiceObjectives(ctx, { service: name, regions: places.map(({ region }) => region) }),
    objectiveSeeds(ctx, null, name),
    openPredictionsSeed(ctx),
    openAnomaliesSeed(ctx),
    openAnomaliesSeed(ctx, name),
  ]);
  return (
    <HydrationBoundary
      state={dehydratedQueries(
        [...list, ...own, ...standings, predicted, unusual, ownUnusual],
        ctx.clock.nowMs(),
      )}
    >
      <ServicePage
        key={name}
        name={name}
        objectives={objectives}
        mayConfigure={may(actor, "settings:write")}
        mayAct={may(actor, "incidents:write")}
      />
    </HydrationBoundary>
  );
}
