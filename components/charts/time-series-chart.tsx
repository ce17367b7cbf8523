"use client";

import type { TimeRange } from "@/lib/pipeline/present/time-range";
import type { TimeSeriesModel } from "@/lib/pipeline/present/time-series";
import { ChartLayer } from "./chart-layer";
import { SeriesCanvas } from "./series-canvas";

interface TimeSeriesChartProps {
  readonly model: TimeSeriesModel;
  /** What is drawn, in words. */
  readonly label: string;
  /** For the axis. */
  readonly formatValue: (value: number) => string;
  /** For the crosshair. */
  readonly formatExact: (value: number) => string;
  readonly formatMoment: (timeMs: number) => string;
  readonly highlight?: string | null;
  readonly onZoom: (range: TimeRange) => void;
}

/** Draws lines over time; fills its parent. Load it lazily: it brings Recharts. */
export function TimeSeriesChart({ model, formatValue, highlight = null, ...layer }: TimeSeriesChartProps) {
  return (
    <div className="relative h-full w-full">
      <div className="h-full w-full" aria-hidden="true">
        <SeriesCanvas model={model} formatValue={formatValue} highlight={highlight} />
      </div>
      <ChartLayer model={model} {...layer} />
    </div>
  );
}
