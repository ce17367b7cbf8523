import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { dehydratedQueries } from "@/app/(dashboard)/dehydrated-queries";
import { activeIncidentsSeed } from "@/app/(dashboard)/incident-seeds";
import { may } from "@/app/(dashboard)/navigation";
import { IncidentsPage } from "@/components/incidents/incidents-page";
import { createCtx } from "@/lib/compose/context";
import { signedInPageActor } from "@/lib/http/page-actor";

export const metadata: Metadata = { title: "Incidents" };

export default async function Page() {
  const actor = await signedInPageActor("/incidents");
  const ctx = createCtx(actor);
  return (
    <HydrationBoundary state={dehydratedQueries([await activeIncidentsSeed(ctx)], ctx.clock.nowMs())}>
      <IncidentsPage me={actor.id} mayAct={may(actor, "incidents:write")} />
    </HydrationBoundary>
  );
}
