import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { dehydratedQueries } from "@/app/(dashboard)/dehydrated-queries";
import { ServicesPage } from "@/components/services/services-page";
import { createCtx } from "@/lib/compose/context";
import { signedInPageActor } from "@/lib/http/page-actor";
import { serviceListSeeds } from "@/app/(dashboard)/services/service-seeds";

export const metadata: Metadata = { title: "Services" };

export default async function Page() {
  const actor = await signedInPageActor("/services");
  const ctx = createCtx(actor);
  return (
    <HydrationBoundary state={dehydratedQueries(await serviceListSeeds(ctx), ctx.clock.nowMs())}>
      <ServicesPage mayConfigure={actor.scopes.includes("settings:write")} />
    </HydrationBoundary>
  );
}
