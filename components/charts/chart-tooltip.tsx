import type { LineReading } from "@/lib/pipeline/present/series-reading";
import { LineMark } from "./line-mark";

const HALF = 0.5;
const PER_CENT = 100;

interface ChartTooltipProps {
  /** Where the crosshair stands, 0–1 of the width. */
  readonly share: number;
  readonly time: string;
  readonly readings: readonly LineReading[];
  readonly formatExact: (value: number) => string;
  readonly formatMoment: (timeMs: number) => string;
  /** The range that is being selected. */
  readonly selected: string | null;
}

/** Every line's exact value at the crosshair, on the side that has more room. The slider beneath says the same to screen readers. */
export function ChartTooltip({
  share,
  time,
  readings,
  formatExact,
  formatMoment,
  selected,
}: ChartTooltipProps) {
  const side =
    share < HALF
      ? { left: `calc(${share * PER_CENT}% + 10px)` }
      : { right: `calc(${(1 - share) * PER_CENT}% + 10px)` };
  return (
    <div className="chart-tooltip" style={side} aria-hidden="true">
      <p className="text-ink-2 tabular-nums">{selected ?? time}</p>
      {readings.map(({ id, label, role, value, measuredMs }) => (
        <p key={id} className="flex items-center justify-between gap-3">
          <span className="inline-flex items-center gap-1.5">
            <LineMark role={role} />
            {label}
            {role === "comparison" ? `, ${formatMoment(measuredMs)}` : ""}
          </span>
          <b className="tabular-nums">{value === null ? "no data" : formatExact(value)}</b>
        </p>
      ))}
    </div>
  );
}
