"use client";

import { StatusShape } from "@/components/ui/status-shape";
import { shiftRange, zoomOutRange } from "@/lib/pipeline/present/move-range";
import { rangeTexts, type TimeRange } from "@/lib/pipeline/present/time-range";
import type { Compare, Refresh } from "@/lib/pipeline/present/view";
import type { RegionZone } from "./region-zone";
import { TimeRangePicker } from "./time-range-picker";
import { useClock } from "./time-context";
import { useView } from "./view-state";

const COMPARE_LABELS: Readonly<Record<Compare, string>> = {
  none: "No comparison",
  previous: "Previous period",
  day: "Same time yesterday",
  week: "Same time last week",
};
const REFRESH_LABELS: Readonly<Record<Refresh, string>> = {
  live: "Live",
  "10s": "Every 10 s",
  "30s": "Every 30 s",
  "1m": "Every minute",
  "5m": "Every 5 min",
  off: "No refresh",
};

interface ViewBarProps {
  /** Zones of regions, to read times by their clocks. */
  readonly regionZones?: readonly RegionZone[];
}

const NO_ZONES: readonly RegionZone[] = [];

/** What time a page looks at, with what it compares, and how often it looks again. Everything here is in the address. */
export function ViewBar({ regionZones = NO_ZONES }: ViewBarProps) {
  const view = useView();
  const clock = useClock();
  const { compare, refresh, live, range, set } = view;
  const move = (to: TimeRange) => set(rangeTexts(to));
  return (
    <div className="flex flex-wrap items-center gap-2" role="group" aria-label="Time">
      <div className="view-range">
        <button
          type="button"
          className="btn"
          aria-label="Earlier by half the range"
          onClick={() => move(shiftRange(range, -1, clock()))}
        >
          <Chevron path="M5 1 1.5 4.5 5 8" />
        </button>
        <TimeRangePicker view={view} regionZones={regionZones} />
        <button
          type="button"
          className="btn"
          aria-label="Later by half the range"
          disabled={live}
          onClick={() => move(shiftRange(range, 1, clock()))}
        >
          <Chevron path="M2 1l3.5 3.5L2 8" />
        </button>
        <button
          type="button"
          className="btn"
          aria-label="Zoom out: twice the range"
          onClick={() => move(zoomOutRange(range, clock()))}
        >
          <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <path
              d="M5 1a4 4 0 1 1 0 8 4 4 0 0 1 0-8Zm3 7 3 3M3 5h4"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.4"
              strokeLinecap="round"
            />
          </svg>
        </button>
      </div>
      <Choice
        label="Compare with"
        labels={COMPARE_LABELS}
        value={compare}
        onChange={(next) => set({ compare: next === "none" ? null : next })}
      />
      <Choice
        label="Refresh"
        labels={REFRESH_LABELS}
        value={refresh}
        disabled={!live}
        title={live ? undefined : "A range that is over does not change"}
        onChange={(next) => set({ refresh: next === "live" ? null : next })}
      />
      {view.problem === null ? null : (
        <p role="alert" className="inline-flex items-center gap-1.5 text-caption text-warn">
          <StatusShape shape="triangle" />
          The address could not be read in full. {view.problem}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly labels: Readonly<Record<Value, string>>;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
  readonly title?: string;
}

function Choice<Value extends string>({ label, labels, value, onChange, ...rest }: ChoiceProps<Value>) {
  return (
    <select
      className="field min-h-[30px]! py-0.5!"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value as Value)}
      {...rest}
    >
      {(Object.keys(labels) as Value[]).map((each) => (
        <option key={each} value={each}>
          {labels[each]}
        </option>
      ))}
    </select>
  );
}

function Chevron({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 7 9" width="7" height="9" aria-hidden="true">
      <path
        d={path}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
