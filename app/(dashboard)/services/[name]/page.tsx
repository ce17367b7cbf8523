import { HydrationBoundary } from "@tanstack/react-query";
import { dehydratedQueries } from "@/app/(dashboard)/dehydrated-queries";
import { ServicePage } from "@/components/services/service-page";
import { createCtx } from "@/lib/compose/context";
import { signedInPageActor } from "@/lib/http/page-actor";
import { decodedSegment } from "@/lib/pipeline/present/path-segment";
import { serviceListSeeds, serviceSeeds } from "@/app/(dashboard)/services/service-seeds";

interface PageProps {
  readonly params: Promise<{ name: string }>;
}

export default async function Page({ params }: PageProps) {
  const segment = (await params).name;
  const name = decodedSegment(segment);
  const actor = await signedInPageActor(`/services/${segment}`);
  const ctx = createCtx(actor);
  const seeds = (await Promise.all([serviceListSeeds(ctx), serviceSeeds(ctx, name)])).flat();
  return (
    <HydrationBoundary state={dehydratedQueries(seeds, ctx.clock.nowMs())}>
      <ServicePage key={name} name={name} mayConfigure={actor.scopes.includes("settings:write")} />
    </HydrationBoundary>
  );
}
