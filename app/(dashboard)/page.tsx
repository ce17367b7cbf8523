import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ExecutivePage } from "@/components/executive/executive-page";
import { queryKeys } from "@/components/queries/query-keys";
import { createCtx } from "@/lib/compose/context";
import type { Ctx } from "@/lib/context";
import { globalMetricsResponseSchema } from "@/lib/contracts/global-metrics";
import { metricsHistoryResponseSchema } from "@/lib/contracts/metrics-history";
import { MAX_PAGE } from "@/lib/contracts/page-query";
import { regionalMetricsResponseSchema } from "@/lib/contracts/regional-metrics";
import { HOUR_MS } from "@/lib/domain/window";
import { signedInPageActor } from "@/lib/http/page-actor";
import { readMetricHistory } from "@/lib/monitoring/read-metric-history";
import { readRealTime } from "@/lib/monitoring/read-real-time";
import { CHART_METRICS } from "@/lib/pipeline/present/history-metric";
import { globalMetricsAnswer } from "@/lib/pipeline/present/rest/global-metrics-answer";
import { metricsHistoryAnswer } from "@/lib/pipeline/present/rest/metrics-history-answer";
import { regionalMetricsAnswer } from "@/lib/pipeline/present/rest/regional-metrics-answer";
import { dehydratedQueries } from "./dehydrated-queries";

export const metadata: Metadata = { title: "Executive" };

/** What the chart shows first. */
const FIRST_CHART = { metric: CHART_METRICS[0].id, region: null, points: CHART_METRICS[0].points };

export default async function Page() {
  const ctx = createCtx(await signedInPageActor("/"));
  return (
    <HydrationBoundary state={await readQueries(ctx)}>
      <ExecutivePage />
    </HydrationBoundary>
  );
}

async function readQueries(ctx: Ctx) {
  const nowMs = ctx.clock.nowMs();
  const span = { service: null, fromMs: nowMs - HOUR_MS, toMs: nowMs };
  const [now, history] = await Promise.all([
    readRealTime(ctx),
    readMetricHistory(ctx, { ...FIRST_CHART, ...span }),
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
        answer: regionalMetricsAnswer(now?.regions ?? [], { limit: MAX_PAGE }),
      },
      {
        queryKey: queryKeys.history.lastHour(FIRST_CHART),
        schema: metricsHistoryResponseSchema,
        answer: metricsHistoryAnswer(history, nowMs),
      },
    ],
    nowMs,
  );
}
