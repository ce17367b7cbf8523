"use client";

import type { TimeRange } from "@/lib/pipeline/present/time-range";
import type { TimeSeriesModel } from "@/lib/pipeline/present/time-series";
import { ChartLayer } from "./chart-layer";
import { SeriesCanvas } from "./series-canvas";

interface TimeSeriesChartProps {
  readonly model: TimeSeriesModel;
  /** What is drawn, in words. */
  readonly label: string;
  /** Of the value axis, by tick. */
  readonly valueLabels: ReadonlyMap<number, string>;
  /** For the crosshair. */
  readonly formatExact: (value: number) => string;
  readonly formatMoment: (timeMs: number) => string;
  readonly highlight?: string | null;
  readonly onZoom: (range: TimeRange) => void;
}

/** Draws lines over time; fills its parent. Load it lazily: it brings Recharts. */
export function TimeSeriesChart({ model, valueLabels, highlight = null, ...layer }: TimeSeriesChartProps) {
  return (
    <div className="relative h-full w-full">
      <div className="h-full w-full" aria-hidden="true">
        <SeriesCanvas model={model} valueLabels={valueLabels} highlight={highlight} />
      </div>
      <ChartLayer model={model} {...layer} />
    </div>
  );
}
