import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { openAnomaliesSeed } from "@/app/(dashboard)/anomaly-seeds";
import { dehydratedQueries } from "@/app/(dashboard)/dehydrated-queries";
import { may } from "@/app/(dashboard)/navigation";
import { predictionSeeds } from "@/app/(dashboard)/prediction-seeds";
import { PredictionsPage } from "@/components/predictions/predictions-page";
import { createCtx } from "@/lib/compose/context";
import { signedInPageActor } from "@/lib/http/page-actor";

export const metadata: Metadata = { title: "Predictions" };

export default async function Page() {
  const actor = await signedInPageActor("/predictions");
  const ctx = createCtx(actor);
  const [seeds, unusual] = await Promise.all([predictionSeeds(ctx), openAnomaliesSeed(ctx)]);
  return (
    <HydrationBoundary state={dehydratedQueries([...seeds, unusual], ctx.clock.nowMs())}>
      <PredictionsPage mayConfigure={may(actor, "settings:write")} />
    </HydrationBoundary>
  );
}
