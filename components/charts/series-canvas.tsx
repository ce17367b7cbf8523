"use client";

import { memo, useState } from "react";
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from "recharts";
import { ticksThatFit } from "@/lib/pipeline/present/time-axis";
import type { TimeSeriesLine, TimeSeriesModel } from "@/lib/pipeline/present/time-series";
import { LINE_STYLE, QUIET_LINE } from "./line-style";
import { PLOT } from "./plot-area";

const TICK = { fill: "var(--ink-3)", fontSize: 12 };
const MARGIN = { top: PLOT.topPx, right: PLOT.rightPx, bottom: 0, left: 0 };
const MARK = { fill: "var(--ink-3)", fontSize: 11 };
const BAND_OPACITY = 0.14;
/** What had been forecast is not what is. */
const FORETOLD_OPACITY = 0.08;
const UNUSUAL_OPACITY = 0.16;
const LONELY_RADIUS_PX = 1.6;

interface SeriesCanvasProps {
  readonly model: TimeSeriesModel;
  readonly valueLabels: ReadonlyMap<number, string>;
  /** Id of the line that stands out; null: as their roles have it. */
  readonly highlight: string | null;
}

/** Draws a model and decides nothing. It takes no pointer and no focus: the layer above does. */
export const SeriesCanvas = memo(function SeriesCanvas({ model, valueLabels, highlight }: SeriesCanvasProps) {
  const [widthPx, setWidth] = useState(0);
  const room = { widthPx: widthPx - PLOT.leftPx - PLOT.rightPx, overhangPx: PLOT.rightPx };
  const ticks = widthPx === 0 ? [] : ticksThatFit(model.axis, model, room); // not measured yet
  const labels = new Map(ticks.map(({ timeMs, label }) => [timeMs, label]));
  return (
    <ResponsiveContainer width="100%" height="100%" minWidth={0} onResize={setWidth}>
      <ComposedChart margin={MARGIN} accessibilityLayer={false} data={[]}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="timeMs"
          type="number"
          scale="time"
          domain={[model.fromMs, model.toMs]}
          allowDataOverflow
          ticks={[...labels.keys()]}
          tickFormatter={(timeMs: number) => labels.get(timeMs) ?? ""}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: "var(--line)" }}
          height={PLOT.bottomPx}
          interval={0}
        />
        <YAxis
          domain={[model.scale.from, model.scale.to]}
          ticks={[...model.scale.ticks]}
          tickFormatter={(value: number) => valueLabels.get(value) ?? ""}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          width={PLOT.leftPx}
        />
        {unusualOf(model)}
        {foretoldBandOf(model)}
        {bandsOf(model)}
        {marksOf(model)}
        {foretoldOf(model)}
        {model.lines.map((line) => lineOf(line, highlight)).reverse()}
        {forecastOf(model)}
      </ComposedChart>
    </ResponsiveContainer>
  );
});

/** The first line is drawn last, over the others. */
function lineOf(line: TimeSeriesLine, highlight: string | null) {
  const style =
    highlight === null ? LINE_STYLE[line.role] : highlight === line.id ? LINE_STYLE.main : QUIET_LINE;
  return (
    <Line
      key={line.id}
      data={[...line.points]}
      dataKey="value"
      name={line.label}
      type="linear"
      {...style}
      dot={line.lonely.size === 0 ? false : (props: DotProps) => lonelyDot(line, style.stroke, props)}
      activeDot={false}
      connectNulls={false}
      isAnimationActive={false}
    />
  );
}

interface DotProps {
  readonly cx?: number;
  readonly cy?: number;
  readonly payload?: { readonly timeMs: number };
}

/** A point between two gaps has no line: it is drawn as a dot. */
function lonelyDot(line: TimeSeriesLine, colour: string, { cx, cy, payload }: DotProps) {
  const key = payload?.timeMs;
  if (key === undefined || !line.lonely.has(key) || cx === undefined || cy === undefined)
    return <g key={key} />;
  return <circle key={key} cx={cx} cy={cy} r={LONELY_RADIUS_PX} fill={colour} stroke="none" />;
}

/** A quiet band behind the lines; the sentence above the chart says what it is. */
function unusualOf({ unusual }: TimeSeriesModel) {
  return unusual.map(({ fromMs, toMs }) => (
    <ReferenceArea
      key={fromMs}
      x1={fromMs}
      x2={toMs}
      className="chart-unusual"
      fill="var(--ink-3)"
      fillOpacity={UNUSUAL_OPACITY}
      stroke="none"
    />
  ));
}

function bandsOf({ forecast }: TimeSeriesModel) {
  return forecast?.bands.map(({ share, points }) => (
    <Area
      key={share}
      data={points.map(({ timeMs, low, high }) => ({ timeMs, edges: [low, high] }))}
      dataKey="edges"
      stroke="none"
      fill="var(--pred)"
      fillOpacity={BAND_OPACITY}
      activeDot={false}
      isAnimationActive={false}
    />
  ));
}

function foretoldBandOf({ foretold }: TimeSeriesModel) {
  if (foretold === null) return null;
  return (
    <Area
      data={foretold.map(({ timeMs, low, high }) => ({ timeMs, edges: low === null ? null : [low, high] }))}
      dataKey="edges"
      stroke="none"
      fill="var(--pred)"
      fillOpacity={FORETOLD_OPACITY}
      activeDot={false}
      connectNulls={false}
      isAnimationActive={false}
    />
  );
}

function foretoldOf({ foretold }: TimeSeriesModel) {
  if (foretold === null) return null;
  return (
    <Line
      data={[...foretold]}
      dataKey="value"
      name="Forecast a day before"
      type="linear"
      {...LINE_STYLE.foretold}
      dot={false}
      activeDot={false}
      connectNulls={false}
      isAnimationActive={false}
    />
  );
}

function forecastOf({ forecast }: TimeSeriesModel) {
  if (forecast === null) return null;
  return (
    <Line
      data={[...forecast.points]}
      dataKey="value"
      name="Forecast"
      type="linear"
      {...LINE_STYLE.forecast}
      dot={false}
      activeDot={false}
      connectNulls={false}
      isAnimationActive={false}
    />
  );
}

function marksOf(model: TimeSeriesModel) {
  return (
    <>
      {model.thresholds.map(({ value, label }) => (
        <ReferenceLine
          key={`threshold ${value} ${label}`}
          y={value}
          stroke="var(--ink-3)"
          strokeDasharray="6 3"
          label={{
            ...MARK,
            value: label,
            position: value < model.scale.to ? "insideBottomLeft" : "insideTopLeft",
          }}
        />
      ))}
      {model.axis.clockChanges.map(({ timeMs, label }) => (
        <ReferenceLine
          key={`clock ${timeMs}`}
          x={timeMs}
          stroke="var(--line-strong)"
          strokeDasharray="1 3"
          label={{ ...MARK, value: label, position: "top" }}
        />
      ))}
      {model.nowMs === null ? null : (
        <ReferenceLine
          x={model.nowMs}
          stroke="var(--ink-2)"
          strokeWidth={1}
          label={{ ...MARK, value: "now", position: "top" }}
        />
      )}
    </>
  );
}
