import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { dehydratedQueries, WHOLE_LIST } from "@/app/(dashboard)/dehydrated-queries";
import { OperationsPage } from "@/components/operations/operations-page";
import { DEPLOYMENTS_SHOWN } from "@/components/queries/deployment-queries";
import { queryKeys } from "@/components/queries/query-keys";
import { listDeployments } from "@/lib/catalog/list-deployments";
import { createCtx } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { deploymentListResponseSchema } from "@/lib/contracts/deployment";
import { globalMetricsResponseSchema } from "@/lib/contracts/global-metrics";
import { ingestStatusResponseSchema } from "@/lib/contracts/ingest-status";
import { monitoringStatusResponseSchema } from "@/lib/contracts/monitoring-status";
import { regionalMetricsResponseSchema } from "@/lib/contracts/regional-metrics";
import { sourceStatesResponseSchema } from "@/lib/contracts/source";
import { signedInPageActor } from "@/lib/http/page-actor";
import { readIngestStatus } from "@/lib/monitoring/read-ingest-status";
import { readRealTime } from "@/lib/monitoring/read-real-time";
import { readWorkerLag } from "@/lib/monitoring/read-worker-lag";
import { deploymentListAnswer } from "@/lib/pipeline/present/rest/deployment-list-answer";
import { globalMetricsAnswer } from "@/lib/pipeline/present/rest/global-metrics-answer";
import { monitoringStatusAnswer } from "@/lib/pipeline/present/rest/monitoring-status-answer";
import { presentIngestStatus } from "@/lib/pipeline/present/rest/present-ingest-status";
import { presentNamedSourceState } from "@/lib/pipeline/present/rest/present-source";
import { regionalMetricsAnswer } from "@/lib/pipeline/present/rest/regional-metrics-answer";
import { readScopeObjectives } from "@/lib/slo/read-scope-objectives";
import { readSourceStates } from "@/lib/sources/read-source-states";

export const metadata: Metadata = { title: "Operations" };

export default async function Page() {
  const actor = await signedInPageActor("/operations");
  const mayReadIngest = actor.scopes.includes("ingest-status:read");
  const ctx = createCtx(actor);
  const [objectives, figures, ingest] = await Promise.all([
    readScopeObjectives(ctx, { region: null, service: null }),
    figureSeeds(ctx),
    mayReadIngest ? ingestSeeds(ctx) : [],
  ]);
  return (
    <HydrationBoundary state={dehydratedQueries([...figures, ...ingest], ctx.clock.nowMs())}>
      <OperationsPage objectives={objectives} mayReadIngest={mayReadIngest} />
    </HydrationBoundary>
  );
}

async function figureSeeds(ctx: Ctx) {
  const [now, lag, changes] = await Promise.all([
    readRealTime(ctx),
    readWorkerLag(ctx),
    listDeployments(ctx, { limit: DEPLOYMENTS_SHOWN }),
  ]);
  return [
    {
      queryKey: queryKeys.snapshot.global,
      schema: globalMetricsResponseSchema,
      answer: globalMetricsAnswer(now?.global ?? null),
    },
    {
      queryKey: queryKeys.snapshot.regional,
      schema: regionalMetricsResponseSchema,
      answer: regionalMetricsAnswer(now?.regions ?? [], WHOLE_LIST),
    },
    {
      queryKey: queryKeys.snapshot.engine,
      schema: monitoringStatusResponseSchema,
      answer: monitoringStatusAnswer(lag),
    },
    {
      queryKey: queryKeys.deployments.page(null),
      schema: deploymentListResponseSchema,
      answer: deploymentListAnswer(changes),
    },
  ];
}

async function ingestSeeds(ctx: Ctx) {
  const [status, sources] = await Promise.all([readIngestStatus(ctx), readSourceStates(ctx)]);
  const nowMs = ctx.clock.nowMs();
  const plain = <T,>(data: T) => ({ data, asOfMs: null, demo: false, missing: [] });
  return [
    {
      queryKey: queryKeys.ingest.status,
      schema: ingestStatusResponseSchema,
      answer: plain(presentIngestStatus(status)),
    },
    {
      queryKey: queryKeys.sources.states,
      schema: sourceStatesResponseSchema,
      answer: plain(sources.map((source) => presentNamedSourceState(source, nowMs))),
    },
  ];
}
