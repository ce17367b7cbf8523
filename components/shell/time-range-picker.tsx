"use client";

import dynamic from "next/dynamic";
import { useId, useRef, useState } from "react";
import { placePanel } from "@/components/ui/place-panel";
import { rangeWords } from "@/lib/pipeline/present/range-words";
import type { RegionZone } from "./region-zone";
import { useSlowNowMs } from "./time-context";
import type { View } from "./view-state";

const WIDTH_PX = 580;

const TimeRangePanel = dynamic(() => import("./time-range-panel").then((module) => module.TimeRangePanel), {
  ssr: false,
  loading: () => <p className="text-ink-2">Loading</p>,
});

interface TimeRangePickerProps {
  readonly view: View;
  readonly regionZones: readonly RegionZone[];
}

/**
 * The range that is looked at, and the way to another one. A native popover: Escape and a click outside close it, focus returns to
 * the button; its content is loaded and rendered only when it is opened.
 */
export function TimeRangePicker({ view, regionZones }: TimeRangePickerProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const nowMs = useSlowNowMs();
  const { timeZone, zoneChoice } = view;
  return (
    <>
      <button
        ref={button}
        type="button"
        className="btn"
        aria-expanded={open}
        popoverTarget={id}
        title={`Times of ${timeZone}`}
      >
        <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
          <path
            d="M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1Zm0 2v3l2 1.5"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.3"
          />
        </svg>
        <span className="sr-only">Time range: </span>
        <span className="tabular-nums" data-testid="time-range">
          {rangeWords(view, { nowMs, timeZone })}
        </span>
        {zoneChoice === "browser" ? null : <span className="text-ink-3">{zoneChoice}</span>}
        <svg viewBox="0 0 8 5" width="8" height="5" aria-hidden="true">
          <path d="m0 0 4 5 4-5Z" fill="currentColor" />
        </svg>
      </button>
      <div
        id={id}
        ref={panel}
        popover="auto"
        role="dialog"
        aria-label="Time range"
        className="explain-panel"
        onBeforeToggle={() => placePanel(button.current, panel.current, { widthPx: WIDTH_PX, align: "left" })}
        onToggle={(event) => setOpen(event.newState === "open")}
      >
        {open ? (
          <TimeRangePanel view={view} regionZones={regionZones} onDone={() => panel.current?.hidePopover()} />
        ) : null}
      </div>
    </>
  );
}
