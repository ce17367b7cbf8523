import { cookies } from "next/headers";
import { queryKeys } from "@/components/queries/query-keys";
import { TIME_ZONE_COOKIE, timeZoneOf } from "@/components/shell/preference-cookie";
import type { Ctx } from "@/lib/context";
import { metricsHistoriesResponseSchema } from "@/lib/contracts/metrics-histories";
import { readMetricHistories } from "@/lib/monitoring/read-metric-histories";
import { chartMetric, chartPoints, type ChartMetricId } from "@/lib/pipeline/present/history-metric";
import { historyRequest, refreshPlan, requestedRange } from "@/lib/pipeline/present/history-request";
import { metricsHistoriesAnswer } from "@/lib/pipeline/present/rest/metrics-histories-answer";
import { VIEW_PARAMS, viewOf, type ViewParams } from "@/lib/pipeline/present/view";
import type { Seed } from "./dehydrated-queries";

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

interface Place {
  readonly metric: ChartMetricId;
  readonly region: string | null;
  readonly service: string | null;
  readonly siblings: readonly string[];
}

/** The history that a page's first chart asks for in the view of its address, so that it is drawn at once. */
export async function historySeed(ctx: Ctx, search: SearchParams, place: Place): Promise<Seed> {
  const nowMs = ctx.clock.nowMs();
  const browserZone = timeZoneOf((await cookies()).get(TIME_ZONE_COOKIE)?.value);
  const view = viewOf(viewParamsOf(search), { nowMs, browserZone });
  const request = historyRequest(place, view);
  const range = requestedRange(request, { nowMs, timeZone: view.timeZone });
  const { metric, regions, service } = request;
  const points = chartPoints(chartMetric(metric), range.toMs - range.fromMs);
  const histories = await readMetricHistories(ctx, { metrics: [metric], regions, service, ...range, points });
  return {
    queryKey: queryKeys.history.chart(request, refreshPlan(view).withFigures),
    schema: metricsHistoriesResponseSchema,
    answer: metricsHistoriesAnswer(histories, nowMs),
  };
}

/** Of a parameter that is given twice the first one counts, as in the browser. */
function viewParamsOf(search: SearchParams): ViewParams {
  const first = (name: string) => [search[name]].flat()[0] ?? null;
  return Object.fromEntries(VIEW_PARAMS.map((name) => [name, first(name)])) as unknown as ViewParams;
}
