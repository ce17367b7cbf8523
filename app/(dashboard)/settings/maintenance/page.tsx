import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { dehydratedQueries } from "@/app/(dashboard)/dehydrated-queries";
import { may } from "@/app/(dashboard)/navigation";
import { MaintenancePage } from "@/components/maintenance/maintenance-page";
import { queryKeys } from "@/components/queries/query-keys";
import { createCtx } from "@/lib/compose/context";
import { maintenanceWindowListResponseSchema } from "@/lib/contracts/maintenance-window";
import { signedInPageActor } from "@/lib/http/page-actor";
import { listMaintenanceWindows } from "@/lib/pipeline/incidents/list-maintenance-windows";
import { presentMaintenanceWindow } from "@/lib/pipeline/present/rest/present-maintenance-window";
import { versionTag } from "@/lib/platform/version-tag";

export const metadata: Metadata = { title: "Maintenance" };

export default async function Page() {
  const actor = await signedInPageActor("/settings/maintenance");
  const ctx = createCtx(actor);
  const nowMs = ctx.clock.nowMs();
  const windows = await listMaintenanceWindows(ctx);
  const data = windows.map((each) => presentMaintenanceWindow(each, versionTag(each.version), nowMs));
  const seed = {
    queryKey: queryKeys.incidents.maintenance,
    schema: maintenanceWindowListResponseSchema,
    answer: { data, asOfMs: null, demo: false, missing: [] },
  };
  return (
    <HydrationBoundary state={dehydratedQueries([seed], nowMs)}>
      <MaintenancePage mayChange={may(actor, "settings:write")} />
    </HydrationBoundary>
  );
}
