import type { LineReading } from "@/lib/pipeline/present/series-reading";

interface LineStyle {
  readonly stroke: string;
  readonly strokeWidth: number;
  readonly strokeDasharray?: string;
  readonly strokeOpacity?: number;
}

/** Measured, compared and predicted look different without their colours: solid, dotted, dashed. */
export const LINE_STYLE: Readonly<Record<LineReading["role"], LineStyle>> = {
  main: { stroke: "var(--accent)", strokeWidth: 1.7 },
  sibling: { stroke: "var(--line-strong)", strokeWidth: 1 },
  comparison: { stroke: "var(--ink-3)", strokeWidth: 1.3, strokeDasharray: "1.5 3" },
  foretold: { stroke: "var(--pred)", strokeWidth: 1.2, strokeDasharray: "3 3", strokeOpacity: 0.75 },
  forecast: { stroke: "var(--pred)", strokeWidth: 1.7, strokeDasharray: "5 4" },
};

/** While another line stands out. */
export const QUIET_LINE: LineStyle = { stroke: "var(--line-strong)", strokeWidth: 0.8 };
