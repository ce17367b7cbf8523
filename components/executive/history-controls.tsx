import { useRegionName } from "@/components/queries/use-region-name";
import { CHART_METRICS, type ChartMetricId } from "@/lib/pipeline/present/history-metric";

interface HistoryControlsProps {
  readonly metric: ChartMetricId;
  readonly onMetric: (metric: ChartMetricId) => void;
  readonly region: string | null;
  readonly regions: readonly string[];
  readonly onRegion: (region: string | null) => void;
  readonly table: boolean;
  readonly onTable: (table: boolean) => void;
}

const WORLD = "";

/** What the chart shows: which figure, of where, drawn or as a table. */
export function HistoryControls(props: HistoryControlsProps) {
  const regionName = useRegionName();
  return (
    <div className="flex flex-wrap items-center gap-2">
      <fieldset className="segments">
        <legend className="sr-only">Figure</legend>
        {CHART_METRICS.map(({ id, label }) => (
          <label key={id}>
            <input
              type="radio"
              name="history-metric"
              className="sr-only"
              checked={props.metric === id}
              onChange={() => props.onMetric(id)}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <select
        aria-label="Region of the chart"
        className="field min-h-[28px]! py-0.5!"
        value={props.region ?? WORLD}
        onChange={(event) => props.onRegion(event.target.value === WORLD ? null : event.target.value)}
      >
        <option value={WORLD}>World</option>
        {props.regions.map((code) => (
          <option key={code} value={code}>
            {regionName(code)}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="btn min-h-[28px]! py-0.5!"
        aria-pressed={props.table}
        onClick={() => props.onTable(!props.table)}
      >
        {props.table ? "Chart" : "Table"}
      </button>
    </div>
  );
}
