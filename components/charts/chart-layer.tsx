"use client";

import { useId } from "react";
import { readingsAt, unusualAt, type LineReading } from "@/lib/pipeline/present/series-reading";
import type { TimeRange } from "@/lib/pipeline/present/time-range";
import type { TimeSeriesModel } from "@/lib/pipeline/present/time-series";
import { ChartTooltip } from "./chart-tooltip";
import { useChartPointer, type Selection } from "./chart-pointer";
import { useCrosshair } from "./crosshair";
import { LINE_STYLE } from "./line-style";
import { PLOT } from "./plot-area";

const PER_CENT = 100;

interface ChartLayerProps {
  readonly model: TimeSeriesModel;
  readonly label: string;
  /** With its unit, exactly. */
  readonly formatExact: (value: number) => string;
  readonly formatMoment: (timeMs: number) => string;
  readonly onZoom: (range: TimeRange) => void;
}

/**
 * What lies over a chart and follows pointer and keyboard, so that moving along it does not draw the chart anew. For screen
 * readers it is a slider over time, whose value is what all lines say there.
 */
export function ChartLayer({ model, label, formatExact, formatMoment, onZoom }: ChartLayerProps) {
  const id = useId();
  const crosshair = useCrosshair();
  const inside = crosshair !== null && crosshair.timeMs >= model.fromMs && crosshair.timeMs <= model.toMs;
  const { selection, stops, here, handlers } = useChartPointer({
    id,
    model,
    crosshair: inside ? crosshair : null,
    onZoom,
  });
  const timeMs = stops[here];
  const shown = inside && timeMs !== undefined;
  const readings = timeMs === undefined ? [] : readingsAt(model, timeMs);
  const unusual = timeMs === undefined || unusualAt(model, timeMs) === null ? "" : ", unusual";
  return (
    <div
      className="chart-layer"
      style={{ top: PLOT.topPx, right: PLOT.rightPx, bottom: PLOT.bottomPx, left: PLOT.leftPx }}
      role="slider"
      tabIndex={0}
      aria-label={`${label}: moment. Shift and arrows select a range, Enter zooms into it`}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, stops.length - 1)}
      aria-valuenow={Math.max(0, here)}
      aria-valuetext={
        timeMs === undefined
          ? "No data"
          : valueText(`${formatMoment(timeMs)}${unusual}`, readings, formatExact)
      }
      {...handlers}
    >
      {selection === null ? null : (
        <span
          className="chart-selection"
          style={{
            left: percent(shareOf(Math.min(selection.anchorMs, selection.headMs), model)),
            width: percent(Math.abs(selection.headMs - selection.anchorMs) / (model.toMs - model.fromMs)),
          }}
        />
      )}
      {shown ? <Cursor model={model} timeMs={timeMs} readings={readings} /> : null}
      {shown && crosshair.chart === id ? (
        <ChartTooltip
          share={shareOf(timeMs, model)}
          time={`${formatMoment(timeMs)}${unusual}`}
          readings={readings}
          formatExact={formatExact}
          formatMoment={formatMoment}
          selected={selection === null ? null : selectedText(selection, model)}
        />
      ) : null}
    </div>
  );
}

function Cursor({
  model,
  timeMs,
  readings,
}: {
  model: TimeSeriesModel;
  timeMs: number;
  readings: readonly LineReading[];
}) {
  const left = percent(shareOf(timeMs, model));
  const { from, to } = model.scale;
  return (
    <>
      <span className="chart-cursor" style={{ left }} />
      {readings.map(({ id, role, value }) =>
        value === null ? null : (
          <span
            key={id}
            className="chart-dot"
            style={{
              left,
              top: percent(1 - (value - from) / (to - from)),
              background: LINE_STYLE[role].stroke,
            }}
          />
        ),
      )}
    </>
  );
}

function selectedText({ anchorMs, headMs }: Selection, { axis }: TimeSeriesModel): string {
  return `${axis.moment(Math.min(anchorMs, headMs))} – ${axis.moment(Math.max(anchorMs, headMs))}`;
}

function shareOf(timeMs: number, { fromMs, toMs }: TimeRange): number {
  return Math.max(0, Math.min(1, (timeMs - fromMs) / (toMs - fromMs)));
}

function percent(share: number): string {
  return `${share * PER_CENT}%`;
}

function valueText(
  moment: string,
  readings: readonly LineReading[],
  formatExact: ChartLayerProps["formatExact"],
): string {
  const said = readings.map(
    ({ label, value }) => `${label} ${value === null ? "no data" : formatExact(value)}`,
  );
  return `${moment}: ${said.join(", ")}`;
}
