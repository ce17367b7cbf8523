import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { dehydratedQueries } from "@/app/(dashboard)/dehydrated-queries";
import { HistoryPage } from "@/components/history/history-page";
import { queryKeys } from "@/components/queries/query-keys";
import { listBackfills } from "@/lib/backfill/list-backfills";
import { createCtx } from "@/lib/compose/context";
import { backfillListResponseSchema } from "@/lib/contracts/backfill";
import { signedInPageActor } from "@/lib/http/page-actor";
import { presentBackfill } from "@/lib/pipeline/present/rest/present-backfill";

export const metadata: Metadata = { title: "History" };

export default async function Page() {
  const actor = await signedInPageActor("/settings/history");
  if (!actor.scopes.includes("ingest-status:read")) return <NotForYou />;
  const ctx = createCtx(actor);
  const data = (await listBackfills(ctx)).map(presentBackfill);
  const seed = {
    queryKey: queryKeys.backfills.all,
    schema: backfillListResponseSchema,
    answer: { data, asOfMs: null, demo: false, missing: [] },
  };
  return (
    <HydrationBoundary state={dehydratedQueries([seed], ctx.clock.nowMs())}>
      <HistoryPage mayImport={actor.scopes.includes("settings:write")} />
    </HydrationBoundary>
  );
}

/** The verb would refuse as well; this says it in a page of the house. */
function NotForYou() {
  return (
    <section className="mx-auto max-w-xl py-16 text-center">
      <h1 className="text-[21px] font-[640]">This page is for engineers and admins.</h1>
    </section>
  );
}
