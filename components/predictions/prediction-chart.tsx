"use client";

import dynamic from "next/dynamic";
import { useState, type ReactNode } from "react";
import { downloadSeries } from "@/components/telemetry/download-series";
import { useShownZone } from "@/components/shell/view-state";
import { EmptyState } from "@/components/ui/empty-state";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import type { PredictionContract } from "@/lib/contracts/prediction";
import { chartMetric, type ChartMetricId } from "@/lib/pipeline/present/history-metric";
import { predictionChartMetric } from "@/lib/pipeline/present/prediction-chart-metric";
import type { TimeRange } from "@/lib/pipeline/present/time-range";
import { useCrossingSeries } from "./use-crossing-series";

const Skeleton = () => <div className="skeleton h-full w-full" aria-hidden="true" />;
const CrossingChart = dynamic(() => import("./crossing-chart").then((module) => module.CrossingChart), {
  ssr: false,
  loading: Skeleton,
});
const PanelTable = dynamic(
  () => import("@/components/telemetry/panel-table").then((module) => module.PanelTable),
  { ssr: false, loading: Skeleton },
);

interface PredictionChartProps {
  readonly prediction: PredictionContract;
  /** What is predicted, where. */
  readonly title: string;
}

/** The metric so far, its threshold, and when it is predicted to cross. */
export function PredictionChart({ prediction, title }: PredictionChartProps) {
  const metric = predictionChartMetric(prediction.alert_type);
  if (metric === null)
    return (
      <EmptyState title="There is no chart of an error budget.">
        The objectives’ page says what of it is left.
      </EmptyState>
    );
  return <MetricChart prediction={prediction} title={title} metric={metric} />;
}

function MetricChart({ prediction, title, metric: id }: PredictionChartProps & { metric: ChartMetricId }) {
  const [table, setTable] = useState(false);
  const [zoomed, setZoomed] = useState<TimeRange | null>(null);
  const { model, answer, crossing, query } = useCrossingSeries(prediction, id, zoomed);
  const timeZone = useShownZone();
  const metric = chartMetric(id);
  const download = () => {
    if (model !== null) downloadSeries(model, { name: title, unit: answer?.data.series[0]?.unit, timeZone });
  };
  return (
    <figure className="min-w-0">
      <figcaption className="flex flex-wrap items-center justify-between gap-2 text-caption text-ink-2">
        <span>
          <Key line /> {metric.unitWords}, measured <Key /> predicted to cross, 80 % range and median
        </span>
        <span className="flex gap-2">
          {zoomed === null ? null : <SmallButton onPress={() => setZoomed(null)}>Show all</SmallButton>}
          <SmallButton label={`${table ? "Chart" : "Table"}: ${title}`} onPress={() => setTable(!table)}>
            {table ? "Chart" : "Table"}
          </SmallButton>
          <SmallButton label={`CSV of ${title}`} onPress={download}>
            CSV
          </SmallButton>
        </span>
      </figcaption>
      <RefreshNotice
        error={query.error}
        dataUpdatedAt={query.dataUpdatedAt}
        what="The chart"
        onRetry={() => void query.refetch()}
        busy={query.isFetching}
      />
      <div className="mt-1 h-[208px]">
        {model === null ? (
          query.error === null ? (
            <Skeleton />
          ) : null
        ) : table ? (
          <PanelTable model={model} metric={metric} caption={title} />
        ) : (
          <CrossingChart model={model} crossing={crossing} metric={metric} label={title} onZoom={setZoomed} />
        )}
      </div>
    </figure>
  );
}

function Key({ line = false }: { line?: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={`inline-block w-4 align-middle ${line ? "h-0.5 bg-accent" : "ml-2 h-3 border-x border-pred bg-pred-bg"}`}
    />
  );
}

interface SmallButtonProps {
  readonly label?: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function SmallButton({ label, onPress, children }: SmallButtonProps) {
  return (
    <button type="button" className="btn min-h-[28px]! py-0.5!" aria-label={label} onClick={onPress}>
      {children}
    </button>
  );
}
