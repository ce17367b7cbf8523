import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { dehydratedQueries } from "@/app/(dashboard)/dehydrated-queries";
import { may } from "@/app/(dashboard)/navigation";
import { BusinessSettingsPage } from "@/components/business/business-settings-page";
import { queryKeys } from "@/components/queries/query-keys";
import { readBusinessSettings } from "@/lib/business/read-business-settings";
import { createCtx } from "@/lib/compose/context";
import { businessSettingsResponseSchema } from "@/lib/contracts/business-settings";
import { signedInPageActor } from "@/lib/http/page-actor";
import { businessSettingsAnswer } from "@/lib/pipeline/present/rest/present-business-settings";
import { versionTag } from "@/lib/platform/version-tag";

export const metadata: Metadata = { title: "Business settings" };

export default async function Page() {
  const actor = await signedInPageActor("/settings/business");
  if (!may(actor, "ingest-status:read")) redirect("/settings/ingest"); // which says for whom it is
  const ctx = createCtx(actor);
  const settings = await readBusinessSettings(ctx);
  const seed = {
    queryKey: queryKeys.business.settings,
    schema: businessSettingsResponseSchema,
    answer: businessSettingsAnswer(settings, versionTag(settings.version)),
  };
  return (
    <HydrationBoundary state={dehydratedQueries([seed], ctx.clock.nowMs())}>
      <BusinessSettingsPage mayChange={may(actor, "settings:write")} />
    </HydrationBoundary>
  );
}
