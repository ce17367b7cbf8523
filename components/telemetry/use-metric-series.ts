"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { anomaliesDuringQuery } from "@/components/queries/anomaly-queries";
import { forecastAccuracyQuery, forecastQuery } from "@/components/queries/forecast-queries";
import { historiesQuery } from "@/components/queries/history-queries";
import { usePollWhileAway } from "@/components/queries/live-context";
import { useRegionName } from "@/components/queries/use-region-name";
import { useClock, useSlowNowMs } from "@/components/shell/time-context";
import type { View } from "@/components/shell/view-state";
import type { AnomalyContract } from "@/lib/contracts/anomaly";
import type { ForecastContract } from "@/lib/contracts/forecast";
import type { ForecastAccuracyResponse } from "@/lib/contracts/forecast-accuracy";
import type { MetricsHistoriesContract, MetricsHistoriesResponse } from "@/lib/contracts/metrics-histories";
import { MINUTE_MS } from "@/lib/domain/window";
import { foretoldSpan } from "@/lib/pipeline/present/chart-foretold";
import { forecastOfChart, withAhead } from "@/lib/pipeline/present/chart-forecast";
import { hoursOf, judgedOfChart } from "@/lib/pipeline/present/chart-unusual";
import { drawnPanel } from "@/lib/pipeline/present/drawn-panel";
import { chartMetric, type ChartMetricId } from "@/lib/pipeline/present/history-metric";
import {
  comparedRequest,
  historyRequest,
  refreshPlan,
  type HistoryRequest,
} from "@/lib/pipeline/present/history-request";
import type { TimeRange } from "@/lib/pipeline/present/time-range";
import type { Threshold, TimeSeriesModel } from "@/lib/pipeline/present/time-series";
import { compareShiftMs, type Compare } from "@/lib/pipeline/present/view";

interface MetricSubject {
  readonly metric: ChartMetricId;
  readonly region: string | null;
  readonly service: string | null;
  readonly siblings: readonly string[];
  readonly threshold: Threshold | null;
}

interface MetricSeries {
  /** null until there is something to draw. */
  readonly model: TimeSeriesModel | null;
  readonly summary: string | null;
  readonly answer: MetricsHistoriesResponse | undefined;
  /** What is asked for is not here yet; something else may be shown meanwhile. */
  readonly loading: boolean;
  readonly fetching: boolean;
  /** Why the newest read failed. */
  readonly error: Error | null;
  /** When what is shown came; 0: nothing is, or it belongs to another range. */
  readonly shownSinceMs: number;
  readonly retry: () => void;
}

/** The histories that a panel shows in this view, as a model to draw and a sentence. */
export function useMetricSeries(subject: MetricSubject, view: View): MetricSeries {
  const { metric, region, service, threshold } = subject;
  const request = historyRequest(subject, view);
  const now = useNow(request, view);
  // Of several places none of which is the chart's own there is no one line to compare.
  const compare = region === null && subject.siblings.length > 0 ? "none" : view.compare;
  const then = useThen(request, view, compare);
  const shown = now.data?.data;
  const compared = compare === "none" ? null : (then.data?.data ?? null);
  const measured = shown === undefined ? view.range : domainOf(view, shown, now.isPlaceholderData);
  const expected = useExpected(subject, view);
  const accuracy = useAccuracy(subject, view);
  const anomalies = useUnusual(subject, view);
  const { fromMs, toMs } = view.toText === "now" ? withAhead(measured, expected) : measured;
  const nowMs = useMarkedNowMs(view.toText === "now" && toMs === measured.toMs ? 0 : toMs);
  const shiftMs = compareShiftMs({ ...view, compare });
  const { value, label } = threshold ?? { value: null, label: null };
  const nameOf = useRegionName();
  const drawn = useMemo(() => {
    if (shown === undefined) return null;
    return drawnPanel({
      metric: chartMetric(metric),
      ...{ now: shown, then: compared, expected, accuracy, anomalies, compare, shiftMs },
      ...{ region, service, nameOf, nowMs },
      range: { fromMs, toMs },
      timeZone: view.timeZone,
      thresholds: value === null ? [] : [{ value, label }],
    });
  }, [
    metric,
    shown,
    compared,
    expected,
    accuracy,
    anomalies,
    compare,
    shiftMs,
    region,
    service,
    nameOf,
    value,
    label,
    fromMs,
    toMs,
    nowMs,
    view.timeZone,
  ]);
  return {
    model: drawn?.model ?? null,
    summary: drawn?.summary ?? null,
    answer: now.data,
    loading: now.isPending || now.isPlaceholderData,
    fetching: now.isFetching || then.isFetching,
    error: now.error ?? (compare === "none" ? null : then.error),
    shownSinceMs: now.isPlaceholderData ? 0 : now.dataUpdatedAt,
    retry: () => {
      void now.refetch();
      if (compare !== "none") void then.refetch();
    },
  };
}

/** The forecast of what is shown, where it reaches past the present; null: there is none. A chart does without one that fails. */
function useExpected(subject: MetricSubject, view: View): ForecastContract | null {
  const nowMs = useSlowNowMs();
  const asked = forecastOfChart(subject, view.range);
  const { metric, step } = asked ?? { metric: "cpu", step: "1h" };
  const query = useQuery({
    ...forecastQuery({ metric, region: subject.region, service: subject.service, step }),
    enabled: asked !== null && (view.toText === "now" || view.range.toMs > nowMs),
  });
  return asked === null ? null : (query.data?.data ?? null);
}

/** What had been forecast of the past that is shown; null: it is not here, or nothing of it is forecast. */
function useAccuracy(subject: MetricSubject, view: View): ForecastAccuracyResponse | null {
  const nowMs = useSlowNowMs();
  const asked = forecastOfChart(subject, view.range);
  const { metric, step } = asked ?? { metric: "cpu", step: "1h" };
  const span = foretoldSpan(view.range, step, nowMs);
  const query = useQuery({
    ...forecastAccuracyQuery(
      { metric, region: subject.region, service: subject.service, step },
      span ?? view.range,
    ),
    enabled: asked !== null && span !== null,
  });
  return asked === null || span === null ? null : (query.data ?? null);
}

const NOTHING_UNUSUAL: readonly AnomalyContract[] = [];

/** What was unusual of its place at that time: one question for all charts of a page. A chart does without an answer that fails. */
function useUnusual({ metric, region, service }: MetricSubject, view: View): readonly AnomalyContract[] {
  const query = useQuery({
    ...anomaliesDuringQuery({ region: region ?? "", service }, hoursOf(view.range)),
    enabled: judgedOfChart({ metric, region }) !== null,
  });
  return query.data?.data ?? NOTHING_UNUSUAL;
}

function useNow(request: HistoryRequest, view: View) {
  const clock = useClock();
  const away = usePollWhileAway();
  const plan = refreshPlan(view);
  const options = historiesQuery(request, { plan, clock });
  return useQuery({ ...options, refetchInterval: plan.withFigures ? away : options.refetchInterval });
}

/** What is compared with moves on too, but its newest ten seconds are not waited for. */
function useThen(request: HistoryRequest, view: View, compare: Compare) {
  const clock = useClock();
  const plan = refreshPlan(view);
  const slow = plan.withFigures ? { withFigures: false, everyMs: MINUTE_MS } : plan;
  return useQuery({
    ...historiesQuery(comparedRequest(request, compare, view.timeZone), { plan: slow, clock }),
    enabled: compare !== "none",
  });
}

/** The steps of what ends now; of any other range all of it, also where nothing can be known yet. */
function domainOf(view: View, { from, to }: MetricsHistoriesContract, isOfAnotherRange: boolean): TimeRange {
  const answered = { fromMs: Date.parse(from), toMs: Date.parse(to) };
  return view.toText === "now" || isOfAnotherRange ? answered : view.range;
}

/** The present where it lies inside the chart; else 0, so that a chart that ends now or before is not drawn again for it. */
function useMarkedNowMs(toMs: number): number {
  const nowMs = useSlowNowMs();
  return nowMs < toMs ? nowMs : 0;
}
