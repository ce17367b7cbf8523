"use client";

import { useQuery } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { problemSentence } from "@/components/catalog/draft-body";
import { regionsQuery } from "@/components/queries/catalog-queries";
import { useRegionName } from "@/components/queries/use-region-name";
import { DAYS_AHEAD, isSupposing, trafficProblem } from "@/lib/pipeline/present/capacity-view";
import { useCapacityView } from "./use-capacity-view";

/** How far ahead, and what is supposed: more traffic from a day on, a region lost. */
export function CapacityControls({ regions }: { regions: readonly string[] }) {
  const view = useCapacityView();
  return (
    <section aria-label="What is planned for" className="card flex flex-wrap items-end gap-x-6 gap-y-3">
      <fieldset className="segments">
        <legend className="sr-only">Days ahead</legend>
        {DAYS_AHEAD.map((days) => (
          <label key={days}>
            <input
              type="radio"
              name="days-ahead"
              className="sr-only"
              checked={view.days === days}
              onChange={() => view.set({ days: days === DAYS_AHEAD[0] ? null : String(days) })}
            />
            {days} days
          </label>
        ))}
      </fieldset>
      <WhatIf key={`${view.traffic} ${view.lost} ${view.start}`} regions={regions} />
    </section>
  );
}

function WhatIf({ regions }: { regions: readonly string[] }) {
  const view = useCapacityView();
  const nameOf = useRegionName();
  const catalog = useQuery(regionsQuery);
  const [traffic, setTraffic] = useState(view.traffic === 0 ? "" : String(view.traffic));
  const [lost, setLost] = useState(view.lost ?? "");
  const [start, setStart] = useState(view.start ?? "");
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const known = catalog.data?.data.map(({ code }) => code) ?? regions;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = trafficProblem(traffic);
    setProblem(found);
    if (found !== null) return;
    view.set({ traffic: traffic.trim() || null, lost: lost || null, start: start || null });
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-x-3 gap-y-2" aria-label="What if">
      <div className="flex flex-col gap-1">
        <label htmlFor={`${id}-traffic`} className="text-caption text-ink-2">
          What if: traffic, %
        </label>
        <input
          id={`${id}-traffic`}
          className="field w-[9ch]"
          inputMode="numeric"
          placeholder="+30"
          value={traffic}
          autoComplete="off"
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          onChange={({ target }) => setTraffic(target.value)}
        />
      </div>
      <div className="flex flex-col gap-1">
        <label htmlFor={`${id}-lost`} className="text-caption text-ink-2">
          A region lost
        </label>
        <select
          id={`${id}-lost`}
          className="field"
          value={lost}
          onChange={({ target }) => setLost(target.value)}
        >
          <option value="">None</option>
          {known.map((code) => (
            <option key={code} value={code}>
              {nameOf(code)}
            </option>
          ))}
        </select>
      </div>
      <div className="flex flex-col gap-1">
        <label htmlFor={`${id}-start`} className="text-caption text-ink-2">
          From (empty: today)
        </label>
        <input
          id={`${id}-start`}
          type="date"
          className="field"
          value={start}
          onChange={({ target }) => setStart(target.value)}
        />
      </div>
      <div className="flex gap-2">
        <button type="submit" className="btn">
          Suppose
        </button>
        {isSupposing(view) ? (
          <button
            type="button"
            className="btn btn-quiet"
            onClick={() => view.set({ traffic: null, lost: null, start: null })}
          >
            As expected
          </button>
        ) : null}
      </div>
      <p id={`${id}-problem`} role="alert" className="basis-full text-caption text-crit empty:hidden">
        {problem === null ? null : `Traffic, %: ${problemSentence(problem)}`}
      </p>
    </form>
  );
}
