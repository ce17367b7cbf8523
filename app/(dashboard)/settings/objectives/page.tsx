import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { dehydratedQueries } from "@/app/(dashboard)/dehydrated-queries";
import { may } from "@/app/(dashboard)/navigation";
import { objectiveSeeds } from "@/app/(dashboard)/objective-seed";
import { ObjectivesPage } from "@/components/objectives/objectives-page";
import { createCtx } from "@/lib/compose/context";
import { signedInPageActor } from "@/lib/http/page-actor";

export const metadata: Metadata = { title: "Objectives" };

export default async function Page() {
  const actor = await signedInPageActor("/settings/objectives");
  const ctx = createCtx(actor);
  const seeds = await objectiveSeeds(ctx, null, null);
  return (
    <HydrationBoundary state={dehydratedQueries(seeds, ctx.clock.nowMs())}>
      <ObjectivesPage mayChange={may(actor, "settings:write")} />
    </HydrationBoundary>
  );
}
