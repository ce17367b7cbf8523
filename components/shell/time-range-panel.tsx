"use client";

import { useEffect, useId, useRef, useState, type FormEvent } from "react";
import { formatStamp } from "@/lib/pipeline/present/format-time";
import { QUICK_RANGES } from "@/lib/pipeline/present/range-words";
import { readRange, readTime, TIME_HINT } from "@/lib/pipeline/present/time-range";
import { useClock } from "./time-context";
import type { RegionZone } from "./region-zone";
import type { View } from "./view-state";
import { ZoneSelect } from "./zone-select";

interface TimeRangePanelProps {
  readonly view: View;
  readonly regionZones: readonly RegionZone[];
  readonly onDone: () => void;
}

/** Quick ranges, a range by its two ends, and the zone that times are read in. */
export function TimeRangePanel({ view, regionZones, onDone }: TimeRangePanelProps) {
  const choose = (from: string, to: string) => {
    view.set({ from, to });
    onDone();
  };
  // Into the dialog, but to no field of it: on a phone that would open a keyboard over it.
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => root.current?.focus(), []);
  return (
    <div
      ref={root}
      tabIndex={-1}
      className="grid gap-x-5 gap-y-4 outline-none sm:grid-cols-[minmax(0,1fr)_256px]"
    >
      <div className="flex flex-col gap-4">
        <EndsForm view={view} onChoose={choose} />
        <ZoneSelect view={view} regionZones={regionZones} />
      </div>
      <div>
        <h3 className="mb-1 text-caption font-semibold text-ink-2">Quick ranges</h3>
        <ul className="quick-ranges">
          {QUICK_RANGES.map(({ from, to, label }) => (
            <li key={label}>
              <button
                type="button"
                aria-pressed={view.fromText === from && view.toText === to}
                onClick={() => choose(from, to)}
              >
                {label}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

interface EndsFormProps {
  readonly view: View;
  readonly onChoose: (from: string, to: string) => void;
}

/** Two texts in Grafana's syntax; below each what it means, or why it means nothing. */
function EndsForm({ view, onChoose }: EndsFormProps) {
  const clock = useClock();
  const [from, setFrom] = useState(view.fromText);
  const [to, setTo] = useState(view.toText);
  const [asked, setAsked] = useState(false);
  const reading = { nowMs: clock(), timeZone: view.timeZone };
  const range = readRange(from, to, reading);
  const problem = range.kind === "unreadable" ? range : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (problem === null) onChoose(from.trim(), to.trim());
  };
  const meaning = (text: string, edge: "from" | "to") => {
    const time = readTime(text, edge, reading);
    return time.kind === "time" ? formatStamp(time.timeMs, view.timeZone) : null;
  };
  const problemOf = (edge: "from" | "to") => (problem?.field === edge ? problem.message : null);
  return (
    <form className="flex flex-col gap-2.5" onSubmit={submit} noValidate>
      <EndField
        label="From"
        value={from}
        onChange={setFrom}
        meaning={meaning(from, "from")}
        problem={problemOf("from")}
      />
      <EndField
        label="To"
        value={to}
        onChange={setTo}
        meaning={meaning(to, "to")}
        problem={problemOf("to")}
      />
      <p className="text-caption text-ink-3">{TIME_HINT}</p>
      <div>
        <button type="submit" className="btn btn-primary">
          Apply
        </button>
        <span role="alert" className="sr-only">
          {asked ? problem?.message : null}
        </span>
      </div>
    </form>
  );
}

interface EndFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly meaning: string | null;
  readonly problem: string | null;
}

function EndField({ label, value, onChange, meaning, problem }: EndFieldProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-0.5">
      <label htmlFor={id} className="text-caption font-semibold text-ink-2">
        {label}
      </label>
      <input
        id={id}
        className="field w-full"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-means`}
        autoComplete="off"
        spellCheck={false}
      />
      <p
        id={`${id}-means`}
        className={`min-h-[1.4em] text-caption tabular-nums ${problem === null ? "text-ink-3" : "text-crit"}`}
      >
        {problem ?? meaning}
      </p>
    </div>
  );
}
