import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { dehydratedQueries, type Seed } from "@/app/(dashboard)/dehydrated-queries";
import type { SearchParams } from "@/app/(dashboard)/history-seed";
import { may } from "@/app/(dashboard)/navigation";
import { CapacityPage } from "@/components/capacity/capacity-page";
import { queryKeys } from "@/components/queries/query-keys";
import { listKnownEvents } from "@/lib/capacity/list-known-events";
import { createCtx } from "@/lib/compose/context";
import { knownEventListResponseSchema } from "@/lib/contracts/known-event";
import { signedInPageActor } from "@/lib/http/page-actor";
import { presentKnownEvent } from "@/lib/pipeline/present/rest/present-known-event";
import { versionTag } from "@/lib/platform/version-tag";
import { planSeeds } from "./plan-seeds";

export const metadata: Metadata = { title: "Capacity" };

export default async function Page({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const ctx = createCtx(await signedInPageActor("/capacity"));
  const [events, plan] = await Promise.all([listKnownEvents(ctx), planSeeds(ctx, await searchParams)]);
  const seed: Seed = {
    queryKey: queryKeys.capacity.events,
    schema: knownEventListResponseSchema,
    answer: {
      data: events.map((event) => presentKnownEvent(event, versionTag(event.version))),
      ...{ asOfMs: null, demo: false, missing: [] },
    },
  };
  return (
    <HydrationBoundary state={dehydratedQueries([seed, ...plan], ctx.clock.nowMs())}>
      <CapacityPage maySet={may(ctx.actor, "settings:write")} />
    </HydrationBoundary>
  );
}
