import { LineMark } from "@/components/charts/line-mark";
import type { TimeSeriesLine } from "@/lib/pipeline/present/time-series";

interface PanelLegendProps {
  readonly lines: readonly TimeSeriesLine[];
  readonly highlight: string | null;
  readonly onHighlight: (id: string | null) => void;
}

/** Which line is which; a press makes one stand out. */
export function PanelLegend({ lines, highlight, onHighlight }: PanelLegendProps) {
  return (
    <ul className="mt-1 flex flex-wrap gap-x-1.5 gap-y-0.5">
      {lines.map(({ id, label, role }) => (
        <li key={id}>
          <button
            type="button"
            className="legend-button"
            aria-pressed={highlight === id}
            onClick={() => onHighlight(highlight === id ? null : id)}
          >
            <LineMark role={highlight === id ? "main" : role} />
            {label}
          </button>
        </li>
      ))}
    </ul>
  );
}
