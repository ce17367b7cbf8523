import { chartMetric, type ChartMetricId } from "@/lib/pipeline/present/history-metric";
import { useRegionName } from "@/components/queries/use-region-name";
import { EXECUTIVE_METRICS } from "./executive-metrics";

interface HistoryControlsProps {
  readonly metric: ChartMetricId;
  readonly onMetric: (metric: ChartMetricId) => void;
  readonly region: string | null;
  readonly regions: readonly string[];
  readonly onRegion: (region: string | null) => void;
}

const WORLD = "";

/** What the chart shows: which figure, of where. */
export function HistoryControls(props: HistoryControlsProps) {
  const regionName = useRegionName();
  return (
    <>
      <fieldset className="segments">
        <legend className="sr-only">Figure</legend>
        {EXECUTIVE_METRICS.map((id) => (
          <label key={id}>
            <input
              type="radio"
              name="history-metric"
              className="sr-only"
              checked={props.metric === id}
              onChange={() => props.onMetric(id)}
            />
            {chartMetric(id).label}
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
    </>
  );
}
