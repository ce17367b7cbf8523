import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { dehydratedQueries } from "@/app/(dashboard)/dehydrated-queries";
import type { SearchParams } from "@/app/(dashboard)/history-seed";
import { may } from "@/app/(dashboard)/navigation";
import { CapacityPage } from "@/components/capacity/capacity-page";
import { queryKeys } from "@/components/queries/query-keys";
import { listKnownEvents } from "@/lib/capacity/list-known-events";
import { readCapacity } from "@/lib/capacity/read-capacity";
import { createCtx } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { capacityForecastResponseSchema, capacityQuerySchema } from "@/lib/contracts/capacity-forecast";
import { knownEventListResponseSchema } from "@/lib/contracts/known-event";
import { signedInPageActor } from "@/lib/http/page-actor";
import { capacityAsked } from "@/lib/pipeline/present/capacity-asked";
import {
  capacitySearch,
  capacityView,
  CAPACITY_PARAMS,
  type CapacityParams,
} from "@/lib/pipeline/present/capacity-view";
import { regionNames } from "@/lib/pipeline/present/region-name";
import { capacityAnswer } from "@/lib/pipeline/present/rest/capacity-answer";
import { presentKnownEvent } from "@/lib/pipeline/present/rest/present-known-event";
import { isAppError } from "@/lib/platform/errors";
import { versionTag } from "@/lib/platform/version-tag";
import type { Seed } from "@/app/(dashboard)/dehydrated-queries";

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

/** The plan of the address; of one that supposes what cannot be, none: the page asks again and says why. */
async function planSeeds(ctx: Ctx, search: SearchParams): Promise<readonly Seed[]> {
  const first = (name: string) => [search[name]].flat()[0] ?? null;
  const params = Object.fromEntries(CAPACITY_PARAMS.map((name) => [name, first(name)]));
  const asked = capacitySearch(capacityView(params as unknown as CapacityParams));
  const query = capacityQuerySchema.parse(Object.fromEntries(new URLSearchParams(asked)));
  const wanted = capacityAsked(query, ctx.clock.nowMs());
  try {
    const { regions, ...read } = await readCapacity(ctx, wanted);
    const answer = capacityAnswer({ ...read, nameOf: regionNames(regions) }, wanted);
    return [{ queryKey: queryKeys.capacity.plan(asked), schema: capacityForecastResponseSchema, answer }];
  } catch (error) {
    if (isAppError(error) && error.code === "bad-request") return [];
    throw error;
  }
}
