import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { dehydratedQueries } from "@/app/(dashboard)/dehydrated-queries";
import { AlertsPage } from "@/components/alerts/alerts-page";
import { queryKeys } from "@/components/queries/query-keys";
import { createCtx, processEnv } from "@/lib/compose/context";
import { receivedAlertsResponseSchema } from "@/lib/contracts/alert-webhook";
import { signedInPageActor } from "@/lib/http/page-actor";
import { readAlertReceipts } from "@/lib/pipeline/incidents/take-alerts";
import { presentReceivedAlerts } from "@/lib/pipeline/present/rest/present-received-alerts";

export const metadata: Metadata = { title: "Alerts" };

export default async function Page() {
  const actor = await signedInPageActor("/settings/alerts");
  if (!actor.scopes.includes("ingest-status:read")) redirect("/settings/ingest"); // which says for whom it is
  const ctx = createCtx(actor);
  const data = presentReceivedAlerts(await readAlertReceipts(ctx));
  const seed = {
    queryKey: queryKeys.incidents.received,
    schema: receivedAlertsResponseSchema,
    answer: { data, asOfMs: null, demo: false, missing: [] },
  };
  const { publicUrl } = processEnv();
  return (
    <HydrationBoundary state={dehydratedQueries([seed], ctx.clock.nowMs())}>
      <AlertsPage baseUrl={publicUrl.replace(/\/$/, "")} />
    </HydrationBoundary>
  );
}
