"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState, type ReactNode } from "react";
import { lastHourQuery } from "@/components/queries/history-queries";
import { usePollWhileAway } from "@/components/queries/live-context";
import { useRegionName } from "@/components/queries/use-region-name";
import { useTimeZone } from "@/components/shell/time-context";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import type { MetricsHistoryContract } from "@/lib/contracts/metrics-history";
import { plainText } from "@/lib/pipeline/present/format-number";
import { formatClock, formatShortClock } from "@/lib/pipeline/present/format-time";
import { historyChart, type HistoryChartModel } from "@/lib/pipeline/present/history-chart";
import { chartMetric, type ChartMetric, type ChartMetricId } from "@/lib/pipeline/present/history-metric";
import { HistoryControls } from "./history-controls";

const ChartSkeleton = () => <div className="skeleton h-full w-full" aria-hidden="true" />;
const LineChart = dynamic(() => import("@/components/charts/line-chart").then((module) => module.LineChart), {
  ssr: false,
  loading: ChartSkeleton,
});

/** The last hour of one figure, of the world or of a region: as a line, in a sentence, and as a table. */
export function HistoryPanel({ regions }: { regions: readonly string[] }) {
  const [metricId, setMetric] = useState<ChartMetricId>("requests_per_second");
  const [region, setRegion] = useState<string | null>(null);
  const [table, setTable] = useState(false);
  const regionName = useRegionName();
  const metric = chartMetric(metricId);
  const refetchInterval = usePollWhileAway();
  const query = useQuery({
    ...lastHourQuery({ metric: metricId, region, points: metric.points }),
    refetchInterval,
  });
  const place = region === null ? "world" : regionName(region);
  const notice = (
    <RefreshNotice
      error={query.error}
      dataUpdatedAt={shownSince(query)}
      what="The chart"
      onRetry={() => void query.refetch()}
      busy={query.isFetching}
    />
  );
  const shown = query.isPlaceholderData ? undefined : query.data?.data;
  return (
    <section aria-labelledby="history" className="history card flex min-w-0 flex-col">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="history" className="card-title">
          Last hour: {metric.unitWords}, {place}{" "}
          <span className="font-[450] whitespace-nowrap">— measured</span>
        </h2>
        <HistoryControls
          metric={metricId}
          onMetric={setMetric}
          region={region}
          regions={regions}
          onRegion={setRegion}
          table={table}
          onTable={setTable}
        />
      </div>
      <HistoryBody history={shown} metric={metric} table={table} notice={query.isError ? notice : null} />
    </section>
  );
}

/** 0 while what is shown is nothing, or belongs to another choice. */
function shownSince(query: { isPlaceholderData: boolean; dataUpdatedAt: number }): number {
  return query.isPlaceholderData ? 0 : query.dataUpdatedAt;
}

interface HistoryBodyProps {
  readonly history: MetricsHistoryContract | undefined;
  readonly metric: ChartMetric;
  readonly table: boolean;
  /** Stands in the summary's place when the last refresh failed. */
  readonly notice: ReactNode;
}

function HistoryBody({ history, metric, table, notice }: HistoryBodyProps) {
  const timeZone = useTimeZone();
  if (history === undefined)
    return (
      <>
        <div className="min-h-[1.4em] text-caption">{notice}</div>
        <div className="h-[172px]">{notice === null ? <ChartSkeleton /> : null}</div>
      </>
    );
  const model = historyChart(history, metric, timeZone);
  return (
    <>
      {notice ?? (
        <p className="min-h-[1.4em] text-caption text-ink-2" data-testid="history-summary">
          {model.summary}
        </p>
      )}
      <div className="h-[172px]">
        {table ? <HistoryTable model={model} metric={metric} /> : null}
        {!table && model.empty ? <NoHistory /> : null}
        {!table && !model.empty ? <Chart model={model} metric={metric} timeZone={timeZone} /> : null}
      </div>
    </>
  );
}

function NoHistory() {
  return (
    <p className="grid h-full place-items-center rounded-lg border border-dashed border-line-strong text-center text-ink-2">
      No data in the last hour.
    </p>
  );
}

function Chart({
  model,
  metric,
  timeZone,
}: {
  model: HistoryChartModel;
  metric: ChartMetric;
  timeZone: string;
}) {
  return (
    <LineChart
      model={model}
      label={`Last hour: ${metric.unitWords}`}
      formatValue={(value) => plainText(metric.format(value))}
      formatTime={(timeMs) => formatShortClock(timeMs, timeZone)}
      formatExactTime={(timeMs) => formatClock(timeMs, timeZone)}
    />
  );
}

function HistoryTable({ model, metric }: { model: HistoryChartModel; metric: ChartMetric }) {
  return (
    <div className="h-full overflow-y-auto" tabIndex={0} role="region" aria-label="The chart as a table">
      <table className="table-plain max-w-md">
        <thead>
          <tr>
            <th>Time</th>
            <th>{metric.unitWords}</th>
          </tr>
        </thead>
        <tbody>
          {model.table.map((row) => (
            <tr key={row.timeMs}>
              <td>{row.time}</td>
              <td>{row.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
