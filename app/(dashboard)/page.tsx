import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ExecutivePage } from "@/components/executive/executive-page";
import { FIRST_METRIC } from "@/components/executive/executive-metrics";
import { queryKeys } from "@/components/queries/query-keys";
import { createCtx } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { businessImpactResponseSchema } from "@/lib/contracts/business-impact";
import { globalMetricsResponseSchema } from "@/lib/contracts/global-metrics";
import { regionalMetricsResponseSchema } from "@/lib/contracts/regional-metrics";
import { signedInPageActor } from "@/lib/http/page-actor";
import { readRealTime } from "@/lib/monitoring/read-real-time";
import { businessImpactAnswer } from "@/lib/pipeline/present/rest/business-impact-answer";
import { globalMetricsAnswer } from "@/lib/pipeline/present/rest/global-metrics-answer";
import { regionalMetricsAnswer } from "@/lib/pipeline/present/rest/regional-metrics-answer";
import { dehydratedQueries, WHOLE_LIST } from "./dehydrated-queries";
import { executiveNow } from "./executive-now";
import { historySeed, type SearchParams } from "./history-seed";
import { may } from "./navigation";
import { nextBreakSeeds } from "./prediction-seeds";

export const metadata: Metadata = { title: "Executive" };

interface PageProps {
  readonly searchParams: Promise<SearchParams>;
}

export default async function Page({ searchParams }: PageProps) {
  const ctx = createCtx(await signedInPageActor("/"));
  return (
    <HydrationBoundary state={await readQueries(ctx, await searchParams)}>
      <ExecutivePage maySet={may(ctx.actor, "settings:write")} mayAct={may(ctx.actor, "incidents:write")} />
    </HydrationBoundary>
  );
}

async function readQueries(ctx: Ctx, search: SearchParams) {
  const nowMs = ctx.clock.nowMs();
  const [now, executive, next, history] = await Promise.all([
    readRealTime(ctx),
    executiveNow(),
    nextBreakSeeds(ctx),
    historySeed(ctx, search, { metric: FIRST_METRIC, region: null, service: null, siblings: [] }),
  ]);
  const global = now?.global ?? null;
  return dehydratedQueries(
    [
      {
        queryKey: queryKeys.snapshot.global,
        schema: globalMetricsResponseSchema,
        answer: globalMetricsAnswer(global),
      },
      {
        queryKey: queryKeys.snapshot.regional,
        schema: regionalMetricsResponseSchema,
        answer: regionalMetricsAnswer(now?.regions ?? [], WHOLE_LIST),
      },
      {
        queryKey: queryKeys.snapshot.businessImpact,
        schema: businessImpactResponseSchema,
        answer: businessImpactAnswer(executive),
      },
      ...next,
      history,
    ],
    nowMs,
  );
}
