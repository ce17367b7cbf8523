import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { queryKeys } from "@/components/queries/query-keys";
import { SourcesPage } from "@/components/sources/sources-page";
import { dehydratedQueries } from "@/app/(dashboard)/dehydrated-queries";
import { createCtx } from "@/lib/compose/context";
import { sourceListResponseSchema } from "@/lib/contracts/source";
import { signedInPageActor } from "@/lib/http/page-actor";
import { presentListedSource } from "@/lib/pipeline/present/rest/present-source";
import { versionTag } from "@/lib/platform/version-tag";
import { listSources } from "@/lib/sources/list-sources";

export const metadata: Metadata = { title: "Sources" };

export default async function Page() {
  const actor = await signedInPageActor("/settings/sources");
  if (!(actor.scopes as readonly string[]).includes("settings:write")) return <NotForYou />;
  const ctx = createCtx(actor);
  const nowMs = ctx.clock.nowMs();
  const sources = await listSources(ctx);
  const data = sources.map((source) => presentListedSource(source, versionTag(source.version), nowMs));
  const answer = { data, asOfMs: null, demo: false, missing: [] };
  const seed = { queryKey: queryKeys.sources.all, schema: sourceListResponseSchema, answer };
  return (
    <HydrationBoundary state={dehydratedQueries([seed], nowMs)}>
      <SourcesPage />
    </HydrationBoundary>
  );
}

/** The verb would refuse as well; this says it in a page of the house. */
function NotForYou() {
  return (
    <section className="mx-auto max-w-xl py-16 text-center">
      <h1 className="text-[21px] font-[640]">This page is for admins.</h1>
      <p className="mt-2 text-ink-2">
        Ask whoever runs the server for the role admin: <code>npm run people -- set-role</code>.
      </p>
    </section>
  );
}
