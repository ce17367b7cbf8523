"use client";

import {
  CartesianGrid,
  Line,
  LineChart as RechartsLineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { HistoryChartModel } from "@/lib/pipeline/present/history-chart";

const TICK = { fill: "var(--ink-3)", fontSize: 12 };
const MARGIN = { top: 8, right: 12, bottom: 0, left: 0 };
const Y_AXIS_PX = 62;
const X_AXIS_PX = 24;

interface LineChartProps {
  readonly model: HistoryChartModel;
  readonly label: string;
  readonly formatValue: (value: number) => string;
  readonly formatTime: (timeMs: number) => string;
  readonly formatExactTime: (timeMs: number) => string;
}

/** Draws one measured line. Gaps stay gaps; arrow keys move along the line once it has the focus. */
export function LineChart({ model, label, formatValue, formatTime, formatExactTime }: LineChartProps) {
  return (
    <ResponsiveContainer width="100%" height="100%" minWidth={0}>
      <RechartsLineChart data={[...model.points]} margin={MARGIN} accessibilityLayer title={label}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="timeMs"
          type="number"
          scale="time"
          domain={[model.fromMs, model.toMs]}
          ticks={[...model.timeTicksMs]}
          tickFormatter={formatTime}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: "var(--line)" }}
          height={X_AXIS_PX}
          minTickGap={24}
        />
        <YAxis
          domain={[model.scale.from, model.scale.to]}
          ticks={[...model.scale.ticks]}
          tickFormatter={formatValue}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          width={Y_AXIS_PX}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--ink-3)", strokeDasharray: "2 3" }}
          content={({ active, payload }) => {
            const point = active ? (payload?.[0]?.payload as HistoryChartModel["points"][number]) : undefined;
            if (point === undefined || point.value === null) return null;
            return (
              <div className="chart-tooltip">
                <b>{formatValue(point.value)}</b> <span>{formatExactTime(point.timeMs)}</span>
              </div>
            );
          }}
        />
        <Line
          dataKey="value"
          type="linear"
          stroke="var(--accent)"
          strokeWidth={1.7}
          dot={false}
          activeDot={{ r: 3, fill: "var(--accent)", stroke: "var(--card)" }}
          connectNulls={false}
          isAnimationActive={false}
        />
      </RechartsLineChart>
    </ResponsiveContainer>
  );
}
