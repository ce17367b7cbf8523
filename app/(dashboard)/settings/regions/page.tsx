import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { dehydratedQueries } from "@/app/(dashboard)/dehydrated-queries";
import { RegionSettingsPage } from "@/components/catalog/region-settings-page";
import { queryKeys } from "@/components/queries/query-keys";
import { readBusinessSettings } from "@/lib/business/read-business-settings";
import { readRegions } from "@/lib/catalog/read-regions";
import { createCtx } from "@/lib/compose/context";
import { regionListResponseSchema } from "@/lib/contracts/region";
import { signedInPageActor } from "@/lib/http/page-actor";
import { regionListAnswer } from "@/lib/pipeline/present/rest/catalog-answers";
import { versionTag } from "@/lib/platform/version-tag";

export const metadata: Metadata = { title: "Settings of regions" };

export default async function Page() {
  const actor = await signedInPageActor("/settings/regions");
  if (!actor.scopes.includes("ingest-status:read")) redirect("/settings/ingest"); // which says for whom it is
  const ctx = createCtx(actor);
  const [regions, { currency }] = await Promise.all([readRegions(ctx), readBusinessSettings(ctx)]);
  const seed = {
    queryKey: queryKeys.catalog.regions,
    schema: regionListResponseSchema,
    answer: regionListAnswer(regions, currency, versionTag),
  };
  return (
    <HydrationBoundary state={dehydratedQueries([seed], ctx.clock.nowMs())}>
      <RegionSettingsPage mayChange={actor.scopes.includes("settings:write")} />
    </HydrationBoundary>
  );
}
