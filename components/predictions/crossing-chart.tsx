"use client";

import { useMemo } from "react";
import { PLOT } from "@/components/charts/plot-area";
import { TimeSeriesChart } from "@/components/charts/time-series-chart";
import { useShownZone } from "@/components/shell/view-state";
import { axisLabels } from "@/lib/pipeline/present/axis-labels";
import { crossingMark, type PredictedCrossing } from "@/lib/pipeline/present/crossing-mark";
import { formatStamp } from "@/lib/pipeline/present/format-time";
import type { ChartMetric } from "@/lib/pipeline/present/history-metric";
import type { TimeRange } from "@/lib/pipeline/present/time-range";
import type { TimeSeriesModel } from "@/lib/pipeline/present/time-series";

interface CrossingChartProps {
  readonly model: TimeSeriesModel;
  readonly crossing: PredictedCrossing | null;
  readonly metric: ChartMetric;
  readonly label: string;
  readonly onZoom: (range: TimeRange) => void;
}

const PER_CENT = 100;

/** A chart with the span in which its line is predicted to cross the threshold. Load it lazily: it brings Recharts. */
export function CrossingChart({ model, crossing, metric, label, onZoom }: CrossingChartProps) {
  const timeZone = useShownZone();
  const labels = useMemo(() => axisLabels(model.scale.ticks, metric.format), [model, metric]);
  const mark = crossing === null ? null : crossingMark(crossing, model);
  return (
    <div className="relative h-full w-full">
      {mark === null ? null : (
        <div
          aria-hidden="true"
          className="absolute"
          style={{ top: PLOT.topPx, right: PLOT.rightPx, bottom: PLOT.bottomPx, left: PLOT.leftPx }}
          data-crossing
        >
          <span
            className="absolute inset-y-0 border-x border-dashed border-pred bg-pred-bg"
            style={{ left: `${mark.left * PER_CENT}%`, width: `${mark.width * PER_CENT}%` }}
          />
          {mark.median === null ? null : (
            <span
              className="absolute inset-y-0 border-l-2 border-pred"
              style={{ left: `${mark.median * PER_CENT}%` }}
            />
          )}
        </div>
      )}
      <TimeSeriesChart
        model={model}
        label={label}
        valueLabels={labels}
        formatExact={(value) => metric.format(value).exact}
        formatMoment={(timeMs) => formatStamp(timeMs, timeZone)}
        onZoom={onZoom}
      />
    </div>
  );
}
