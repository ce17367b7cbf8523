import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { MappingsPage } from "@/components/mappings/mappings-page";
import { queryKeys } from "@/components/queries/query-keys";
import { createCtx } from "@/lib/compose/context";
import { ingestStatusResponseSchema } from "@/lib/contracts/ingest-status";
import { mappingListResponseSchema } from "@/lib/contracts/mapping";
import { signedInPageActor } from "@/lib/http/page-actor";
import { listMappings } from "@/lib/mappings/list-mappings";
import { readIngestStatus } from "@/lib/monitoring/read-ingest-status";
import { presentIngestStatus } from "@/lib/pipeline/present/rest/present-ingest-status";
import { presentMapping } from "@/lib/pipeline/present/rest/present-mapping";
import { dehydratedQueries } from "@/app/(dashboard)/dehydrated-queries";

export const metadata: Metadata = { title: "Mappings" };

/** An answer that is no figure: it has no age of its own. */
const plain = <T,>(data: T) => ({ data, asOfMs: null, demo: false, missing: [] });

export default async function Page() {
  const actor = await signedInPageActor("/settings/mappings");
  if (!actor.scopes.includes("ingest-status:read")) redirect("/settings/ingest"); // which says for whom it is
  const ctx = createCtx(actor);
  const [rules, status] = await Promise.all([listMappings(ctx), readIngestStatus(ctx)]);
  const seeds = [
    {
      queryKey: queryKeys.mappings.list,
      schema: mappingListResponseSchema,
      answer: plain(rules.map(presentMapping)),
    },
    {
      queryKey: queryKeys.ingest.status,
      schema: ingestStatusResponseSchema,
      answer: plain(presentIngestStatus(status)),
    },
  ];
  return (
    <HydrationBoundary state={dehydratedQueries(seeds, ctx.clock.nowMs())}>
      <MappingsPage mayChange={actor.scopes.includes("settings:write")} />
    </HydrationBoundary>
  );
}
