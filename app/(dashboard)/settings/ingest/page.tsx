import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { IngestPage } from "@/components/ingest/ingest-page";
import { queryKeys } from "@/components/queries/query-keys";
import { listApiKeys } from "@/lib/auth/list-api-keys";
import { createCtx, processEnv } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { apiKeyListResponseSchema } from "@/lib/contracts/api-key";
import { ingestStatusResponseSchema } from "@/lib/contracts/ingest-status";
import { regionalMetricsResponseSchema } from "@/lib/contracts/regional-metrics";
import { signedInPageActor } from "@/lib/http/page-actor";
import { readIngestStatus } from "@/lib/monitoring/read-ingest-status";
import { readRegionalMetrics } from "@/lib/monitoring/read-regional-metrics";
import { presentApiKey } from "@/lib/pipeline/present/rest/present-api-key";
import { presentIngestStatus } from "@/lib/pipeline/present/rest/present-ingest-status";
import { regionalMetricsAnswer } from "@/lib/pipeline/present/rest/regional-metrics-answer";
import type { Scope } from "@/lib/platform/actor";
import { dehydratedQueries, WHOLE_LIST } from "@/app/(dashboard)/dehydrated-queries";

export const metadata: Metadata = { title: "Ingest" };

export default async function Page() {
  const actor = await signedInPageActor("/settings/ingest");
  const may = (scope: Scope) => actor.scopes.includes(scope);
  if (!may("ingest-status:read")) return <NotForYou />;
  const mayManageKeys = may("keys:write");
  const { publicUrl } = processEnv();
  return (
    <HydrationBoundary state={await readQueries(createCtx(actor), mayManageKeys)}>
      <IngestPage baseUrl={publicUrl.replace(/\/$/, "")} mayManageKeys={mayManageKeys} />
    </HydrationBoundary>
  );
}

/** The verb would refuse as well; this says it in a page of the house. */
function NotForYou() {
  return (
    <section className="mx-auto max-w-xl py-16 text-center">
      <h1 className="text-[21px] font-[640]">This page is for engineers and admins.</h1>
      <p className="mt-2 text-ink-2">
        If you look after what is sent, ask whoever runs the server for the role sre:{" "}
        <code>npm run people -- set-role</code>.
      </p>
    </section>
  );
}

/** An answer that is no figure: it has no age of its own. */
const plain = <T,>(data: T) => ({ data, asOfMs: null, demo: false, missing: [] });

async function readQueries(ctx: Ctx, mayManageKeys: boolean) {
  const [status, regions, keys] = await Promise.all([
    readIngestStatus(ctx),
    readRegionalMetrics(ctx, { regions: null }),
    mayManageKeys ? listApiKeys(ctx) : null,
  ]);
  const keySeed = keys && {
    queryKey: queryKeys.apiKeys.all,
    schema: apiKeyListResponseSchema,
    answer: plain(keys.map(presentApiKey)),
  };
  return dehydratedQueries(
    [
      {
        queryKey: queryKeys.ingest.status,
        schema: ingestStatusResponseSchema,
        answer: plain(presentIngestStatus(status)),
      },
      {
        queryKey: queryKeys.snapshot.regional,
        schema: regionalMetricsResponseSchema,
        answer: regionalMetricsAnswer(regions, WHOLE_LIST),
      },
      ...(keySeed ? [keySeed] : []),
    ],
    ctx.clock.nowMs(),
  );
}
