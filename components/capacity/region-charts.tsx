"use client";

import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { useRegionName } from "@/components/queries/use-region-name";
import { useSlowNowMs } from "@/components/shell/time-context";
import { EmptyState } from "@/components/ui/empty-state";
import { LineMark } from "@/components/charts/line-mark";
import type { CapacityRegionContract } from "@/lib/contracts/capacity-forecast";
import { MINUTE_MS } from "@/lib/domain/window";
import { axisLabels } from "@/lib/pipeline/present/axis-labels";
import { capacityChart, type CapacityFigure } from "@/lib/pipeline/present/capacity-chart";
import type { RunwayRow } from "@/lib/pipeline/present/capacity-rows";
import { formatDate } from "@/lib/pipeline/present/format-time";
import { unbroken } from "@/lib/pipeline/present/unbroken";

const TimeSeriesChart = dynamic(
  () => import("@/components/charts/time-series-chart").then((module) => module.TimeSeriesChart),
  { ssr: false, loading: () => <div className="skeleton h-full w-full" aria-hidden="true" /> },
);

const FIGURES: readonly (readonly [CapacityFigure, string])[] = [
  ["cpu", "CPU"],
  ["memory", "Memory"],
  ["disk", "Disk"],
  ["connections", "Connections"],
  ["load", "Requests"],
];

interface RegionChartsProps {
  readonly regions: readonly CapacityRegionContract[];
  /** What ends first: its resource is shown first. */
  readonly first: RunwayRow | undefined;
}

/** The busiest hour of each day in every region: what was, what comes with its band, and the target. */
export function RegionCharts({ regions, first }: RegionChartsProps) {
  const [chosen, setChosen] = useState<CapacityFigure | null>(null);
  const figure = chosen ?? first?.resource ?? "cpu";
  if (regions.length === 0) return null;
  return (
    <section aria-labelledby="ahead" className="card flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="ahead" className="card-title">
          The busiest hour of each day{" "}
          <span className="font-[450]">
            — measured,{" "}
            <span className="inline-flex items-center gap-1">
              <LineMark role="forecast" /> planned with its 80 % band
            </span>
          </span>
        </h2>
        <fieldset className="segments">
          <legend className="sr-only">Figure</legend>
          {FIGURES.map(([id, label]) => (
            <label key={id}>
              <input
                type="radio"
                name="capacity-figure"
                className="sr-only"
                checked={figure === id}
                onChange={() => setChosen(id)}
              />
              {label}
            </label>
          ))}
        </fieldset>
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 md:grid-cols-2 2xl:grid-cols-3">
        {regions.map((region) => (
          <RegionChart key={region.region} region={region} figure={figure} />
        ))}
      </div>
    </section>
  );
}

function RegionChart({ region, figure }: { region: CapacityRegionContract; figure: CapacityFigure }) {
  const nameOf = useRegionName();
  const minuteMs = Math.floor(useSlowNowMs() / MINUTE_MS) * MINUTE_MS; // days are drawn: seconds are less than a pixel
  const chart = useMemo(() => capacityChart(region, figure, minuteMs), [region, figure, minuteMs]);
  const name = nameOf(region.region);
  return (
    <div className="min-w-0" data-chart={region.region}>
      <h3 className="text-[13px] font-medium">{name}</h3>
      {chart === null ? (
        <EmptyState title="Nothing is known of it." />
      ) : (
        <>
          <p className="min-h-[2.8em] text-caption text-ink-2">{unbroken(chart.summary)}</p>
          <div className="h-[150px]">
            <TimeSeriesChart
              model={chart.model}
              label={`${name}: ${chart.metric.unitWords}`}
              valueLabels={axisLabels(chart.model.scale.ticks, chart.metric.format)}
              formatExact={(value) => chart.metric.format(value).exact}
              formatMoment={(timeMs) => formatDate(timeMs, "UTC")}
              onZoom={ignore}
            />
          </div>
        </>
      )}
    </div>
  );
}

/** Days are planned from today on: there is nothing to zoom into. */
function ignore(): void {}
