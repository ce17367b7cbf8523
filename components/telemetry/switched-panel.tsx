"use client";

import { useId, useState } from "react";
import { chartMetric, type ChartMetricId } from "@/lib/pipeline/present/history-metric";
import { MetricPanel } from "./metric-panel";

interface SwitchedPanelProps {
  /** What the figures have in common; the name of the switch. */
  readonly label: string;
  /** The first one is shown first. */
  readonly metrics: readonly [ChartMetricId, ...ChartMetricId[]];
  /** Of the chart; default: what the chosen figure is, in words. */
  readonly title?: string;
  readonly region?: string | null;
  readonly service?: string | null;
  readonly siblings?: readonly string[];
  readonly thresholds?: Readonly<Partial<Record<ChartMetricId, { value: number; label: string }>>>;
  readonly headingLevel?: "h2" | "h3";
}

/** With more of them than this a list takes less room than buttons side by side. */
const MOST_BUTTONS = 4;

/** One chart for several figures of a kind, with a switch between them. */
export function SwitchedPanel({ label, metrics, thresholds, ...place }: SwitchedPanelProps) {
  const [metric, setMetric] = useState<ChartMetricId>(metrics[0]);
  const Switch = metrics.length > MOST_BUTTONS ? ListSwitch : ButtonSwitch;
  return (
    <MetricPanel
      metric={metric}
      threshold={thresholds?.[metric] ?? null}
      controls={<Switch label={label} metrics={metrics} chosen={metric} onChoose={setMetric} />}
      {...place}
    />
  );
}

interface SwitchProps {
  readonly label: string;
  readonly metrics: readonly ChartMetricId[];
  readonly chosen: ChartMetricId;
  readonly onChoose: (metric: ChartMetricId) => void;
}

function ButtonSwitch({ label, metrics, chosen, onChoose }: SwitchProps) {
  const name = useId();
  return (
    <fieldset className="segments">
      <legend className="sr-only">{label}</legend>
      {metrics.map((id) => (
        <label key={id}>
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={chosen === id}
            onChange={() => onChoose(id)}
          />
          {chartMetric(id).label}
        </label>
      ))}
    </fieldset>
  );
}

function ListSwitch({ label, metrics, chosen, onChoose }: SwitchProps) {
  return (
    <select
      aria-label={label}
      className="field min-h-[28px]! py-0.5!"
      value={chosen}
      onChange={({ target }) => {
        const metric = metrics.find((id) => id === target.value);
        if (metric !== undefined) onChoose(metric);
      }}
    >
      {metrics.map((id) => (
        <option key={id} value={id}>
          {chartMetric(id).label}
        </option>
      ))}
    </select>
  );
}
