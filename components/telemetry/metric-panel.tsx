"use client";

import { useId, useState, type ReactNode } from "react";
import { useRegionName } from "@/components/queries/use-region-name";
import { useView } from "@/components/shell/view-state";
import { RefreshNotice } from "@/components/ui/refresh-notice";
import { chartMetric, type ChartMetricId } from "@/lib/pipeline/present/history-metric";
import { unbroken } from "@/lib/pipeline/present/unbroken";
import { PanelBody } from "./panel-body";
import { PanelHeader } from "./panel-header";
import { PanelLegend } from "./panel-legend";
import { useMetricSeries } from "./use-metric-series";

const DEFAULT_HEIGHT_PX = 172;
const NO_SIBLINGS: readonly string[] = [];

interface MetricPanelProps {
  readonly metric: ChartMetricId;
  /** null: the whole platform, or, with `siblings`, only those. */
  readonly region?: string | null;
  /** null: each region as a whole. */
  readonly service?: string | null;
  /** Default: what the metric is, in words. */
  readonly title?: string;
  readonly threshold?: { readonly value: number; readonly label: string } | null;
  /** Regions to compare with. */
  readonly siblings?: readonly string[];
  readonly heightPx?: number;
  /** Between the heading and the panel's own buttons. */
  readonly controls?: ReactNode;
  readonly className?: string;
  /** For links to it. */
  readonly id?: string;
  readonly headingLevel?: "h2" | "h3";
}

/**
 * One figure over the view's time: as a line, in a sentence, as a table and as a file. It reads range, zone and comparison from
 * the address, and drawing a range in it changes the address.
 */
export function MetricPanel({
  metric: id,
  region = null,
  service = null,
  title,
  threshold = null,
  siblings = NO_SIBLINGS,
  heightPx = DEFAULT_HEIGHT_PX,
  controls,
  className = "",
  id: anchor,
  headingLevel = "h2",
}: MetricPanelProps) {
  const headingId = useId();
  const view = useView();
  const regionName = useRegionName();
  const [table, setTable] = useState(false);
  const [highlight, setHighlight] = useState<string | null>(null);
  const series = useMetricSeries({ metric: id, region, service, siblings, threshold }, view);
  const { model, summary, answer, error } = series;
  const metric = chartMetric(id);
  const place = [service, region === null ? "world" : regionName(region)].filter(Boolean).join(", ");
  const subject = `${title ?? capitalised(metric.unitWords)}, ${place}`;
  return (
    <section
      id={anchor}
      aria-labelledby={headingId}
      className={`card flex min-w-0 flex-col ${className}`}
      data-metric={id}
      aria-busy={series.loading}
    >
      <PanelHeader
        headingId={headingId}
        headingLevel={headingLevel}
        subject={subject}
        unitWords={title === undefined ? null : metric.unitWords}
        fileName={`${id} ${place}`}
        model={model}
        answer={answer}
        table={table}
        onTable={setTable}
        controls={controls}
      />
      {error === null ? (
        <p className="mt-1 min-h-[1.4em] text-caption text-ink-2" data-testid="history-summary">
          {summary && unbroken(summary)}
        </p>
      ) : (
        <RefreshNotice
          error={error}
          dataUpdatedAt={series.shownSinceMs}
          what="The chart"
          onRetry={series.retry}
          busy={series.fetching}
        />
      )}
      <div className="flex flex-col" style={{ height: heightPx }}>
        <div className={`min-h-0 flex-1 transition-opacity ${series.loading ? "opacity-50" : ""}`}>
          <PanelBody
            model={model}
            metric={metric}
            subject={subject}
            table={table}
            highlight={highlight}
            failed={error !== null}
            remedy={answer?.meta.missing[0]?.remedy}
          />
        </div>
        {model === null || model.lines.length < 2 ? null : (
          <PanelLegend lines={model.lines} highlight={highlight} onHighlight={setHighlight} />
        )}
      </div>
    </section>
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
