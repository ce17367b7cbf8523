"use client";

import dynamic from "next/dynamic";
import { useCallback, useMemo } from "react";
import { useView } from "@/components/shell/view-state";
import { axisLabels } from "@/lib/pipeline/present/axis-labels";
import { formatStamp } from "@/lib/pipeline/present/format-time";
import type { ChartMetric } from "@/lib/pipeline/present/history-metric";
import { rangeTexts, type TimeRange } from "@/lib/pipeline/present/time-range";
import type { TimeSeriesModel } from "@/lib/pipeline/present/time-series";

const PanelSkeleton = () => <div className="skeleton h-full w-full" aria-hidden="true" />;
const TimeSeriesChart = dynamic(
  () => import("@/components/charts/time-series-chart").then((module) => module.TimeSeriesChart),
  { ssr: false, loading: PanelSkeleton },
);
const PanelTable = dynamic(() => import("./panel-table").then((module) => module.PanelTable), {
  ssr: false,
  loading: PanelSkeleton,
});

interface PanelBodyProps {
  /** null: not there yet, or never. */
  readonly model: TimeSeriesModel | null;
  readonly metric: ChartMetric;
  readonly subject: string;
  readonly table: boolean;
  readonly highlight: string | null;
  readonly failed: boolean;
  /** What somebody can do when nothing was received. */
  readonly remedy: string | undefined;
}

/** The chart or the table of a panel, or why there is neither. Loading, nothing received and failed look different. */
export function PanelBody({ model, metric, subject, table, highlight, failed, remedy }: PanelBodyProps) {
  const { timeZone, set } = useView();
  const labels = useMemo(() => axisLabels(model?.scale.ticks ?? [], metric.format), [model, metric]);
  const zoom = useCallback((range: TimeRange) => set(rangeTexts(range)), [set]);
  if (model === null) return failed ? null : <PanelSkeleton />;
  if (model.empty) return <NothingReceived remedy={remedy} />;
  if (table) return <PanelTable model={model} metric={metric} caption={subject} />;
  return (
    <TimeSeriesChart
      model={model}
      label={subject}
      valueLabels={labels}
      formatExact={(value) => metric.format(value).exact}
      formatMoment={(timeMs) => formatStamp(timeMs, timeZone)}
      highlight={highlight}
      onZoom={zoom}
    />
  );
}

function NothingReceived({ remedy }: { remedy: string | undefined }) {
  return (
    <div className="grid h-full place-items-center rounded-lg border border-dashed border-line-strong px-4 text-center text-ink-2">
      <p>
        No data in this time.
        <span className="block text-caption">{remedy ?? "The ingest page lists what arrives."}</span>
      </p>
    </div>
  );
}
