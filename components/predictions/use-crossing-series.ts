"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { historiesQuery } from "@/components/queries/history-queries";
import { useRegionName } from "@/components/queries/use-region-name";
import { useClock, useSlowNowMs } from "@/components/shell/time-context";
import { useShownZone } from "@/components/shell/view-state";
import type { PredictionContract } from "@/lib/contracts/prediction";
import { MINUTE_MS } from "@/lib/domain/window";
import { crossingRange, type PredictedCrossing } from "@/lib/pipeline/present/crossing-mark";
import { chartMetric, type ChartMetricId } from "@/lib/pipeline/present/history-metric";
import { historyRequest } from "@/lib/pipeline/present/history-request";
import { panelSeries } from "@/lib/pipeline/present/panel-series";
import { chartThreshold } from "@/lib/pipeline/present/prediction-chart-metric";
import { thresholdText } from "@/lib/pipeline/present/prediction-words";
import type { TimeRange } from "@/lib/pipeline/present/time-range";
import { timeSeries } from "@/lib/pipeline/present/time-series";

/** Windows of 5 min are predicted: a minute's delay is not seen. */
const PLAN = { withFigures: false, everyMs: MINUTE_MS };

/** What was measured of a prediction's metric, with room for when it is to cross. `zoomed`: null shows all of it. */
export function useCrossingSeries(
  prediction: PredictionContract,
  metric: ChartMetricId,
  zoomed: TimeRange | null,
) {
  const { region, service } = prediction;
  const nowMs = Math.floor(useSlowNowMs() / MINUTE_MS) * MINUTE_MS;
  const timeZone = useShownZone();
  const clock = useClock();
  const nameOf = useRegionName();
  const crossing = useMemo(() => crossingOf(prediction), [prediction]);
  const { backHours } = crossingRange(crossing, nowMs);
  const view = { fromText: `now-${backHours}h`, toText: "now", timeZone };
  const request = historyRequest({ metric, region, service, siblings: [] }, view);
  const query = useQuery(historiesQuery(request, { plan: PLAN, clock }));
  const answer = query.data;
  const model = useMemo(() => {
    if (answer === undefined) return null;
    const now = answer.data;
    const threshold = { value: chartThreshold(prediction), label: thresholdText(prediction) };
    return timeSeries({
      metric: chartMetric(metric),
      range: zoomed ?? crossingRange(crossing, nowMs),
      timeZone,
      nowMs,
      series: panelSeries({ now, then: null, compare: "none", shiftMs: null, region, nameOf }),
      thresholds: [threshold],
    });
  }, [answer, prediction, metric, zoomed, crossing, nowMs, timeZone, region, nameOf]);
  return { model, answer, crossing, query };
}

function crossingOf(prediction: PredictionContract): PredictedCrossing | null {
  const { latest_failure_window: window, latest_failure_time: median } = prediction;
  if (window === null) return null;
  const medianMs = median === null ? null : Date.parse(median);
  return { medianMs, fromMs: Date.parse(window.from), toMs: Date.parse(window.to) };
}
