import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { dehydratedQueries } from "@/app/(dashboard)/dehydrated-queries";
import { ServiceSettingsPage } from "@/components/catalog/service-settings-page";
import { queryKeys } from "@/components/queries/query-keys";
import { readServices } from "@/lib/catalog/read-services";
import { createCtx } from "@/lib/compose/context";
import { serviceListResponseSchema } from "@/lib/contracts/service";
import { signedInPageActor } from "@/lib/http/page-actor";
import { serviceListAnswer } from "@/lib/pipeline/present/rest/catalog-answers";
import { versionTag } from "@/lib/platform/version-tag";

export const metadata: Metadata = { title: "Settings of services" };

export default async function Page() {
  const actor = await signedInPageActor("/settings/services");
  if (!actor.scopes.includes("ingest-status:read")) redirect("/settings/ingest"); // which says for whom it is
  const ctx = createCtx(actor);
  const seed = {
    queryKey: queryKeys.catalog.services,
    schema: serviceListResponseSchema,
    answer: serviceListAnswer(await readServices(ctx), versionTag),
  };
  return (
    <HydrationBoundary state={dehydratedQueries([seed], ctx.clock.nowMs())}>
      <ServiceSettingsPage mayChange={actor.scopes.includes("settings:write")} />
    </HydrationBoundary>
  );
}
