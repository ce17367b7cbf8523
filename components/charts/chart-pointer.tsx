"use client";

import { useMemo, useState, type KeyboardEvent, type PointerEvent } from "react";
import { SECOND_MS } from "@/lib/domain/window";
import { nearestStop, stopsOf, zoomRange } from "@/lib/pipeline/present/series-reading";
import type { TimeRange } from "@/lib/pipeline/present/time-range";
import type { TimeSeriesModel } from "@/lib/pipeline/present/time-series";
import { leaveCrosshair, moveCrosshair, type Crosshair } from "./crosshair";

/** Farther than this a pressed pointer is drawing a range, not clicking. */
const DRAG_FROM_PX = 5;
const PAGE_STOPS = 10;

interface Options {
  readonly id: string;
  readonly model: TimeSeriesModel;
  readonly crosshair: Crosshair | null;
  readonly onZoom: (range: TimeRange) => void;
}

/** What is being selected: from where a pointer was pressed, or Shift was, to where it is now. */
export interface Selection {
  readonly anchorMs: number;
  readonly headMs: number;
}

/**
 * Crosshair and zoom of a chart by pointer and by keyboard: arrows move, with Shift they select, Enter zooms into what is
 * selected, Escape takes it back. A finger moves the crosshair; it does not select, since it also scrolls the page.
 */
export function useChartPointer({ id, model, crosshair, onZoom }: Options) {
  const [selection, setSelection] = useState<Selection | null>(null);
  const [pressedPx, setPressed] = useState<number | null>(null);
  const stops = useMemo(() => stopsOf(model), [model]);
  const here = crosshair === null ? stops.length - 1 : nearestStop(stops, crosshair.timeMs);
  const moveTo = (index: number) => {
    const timeMs = stops[Math.max(0, Math.min(stops.length - 1, index))];
    if (timeMs !== undefined) moveCrosshair({ timeMs, chart: id });
    return timeMs;
  };
  const zoom = () => {
    const range = selection === null ? null : zoomRange(model, selection.anchorMs, selection.headMs);
    setSelection(null);
    if (range !== null) onZoom(range);
  };
  const clear = () => {
    setSelection(null);
    setPressed(null);
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const timeMs = timeAt(event, model);
    moveTo(nearestStop(stops, timeMs));
    if (pressedPx === null || Math.abs(event.clientX - pressedPx) < DRAG_FROM_PX) return;
    const pressedMs = timeAt(event, model, pressedPx);
    setSelection((now) => ({ anchorMs: now?.anchorMs ?? pressedMs, headMs: timeMs }));
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.pointerType === "touch" || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setSelection(null);
    setPressed(event.clientX);
  };
  const onPointerUp = () => {
    setPressed(null);
    if (pressedPx !== null) zoom();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === "Enter") return zoom();
    if (event.key === "Escape" && selection !== null) {
      event.stopPropagation();
      return clear();
    }
    const target = keyTarget(event.key, here, stops.length);
    if (target === null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const anchorMs = selection?.anchorMs ?? stops[here];
    const headMs = moveTo(target);
    setSelection(event.shiftKey && headMs !== undefined ? { anchorMs, headMs } : null);
  };
  return {
    selection,
    stops,
    here,
    handlers: {
      onPointerMove,
      onPointerDown,
      onPointerUp,
      onKeyDown,
      onPointerCancel: clear,
      onPointerLeave: () => (pressedPx === null ? leaveCrosshair(id) : undefined),
      onFocus: (event: { currentTarget: HTMLElement }) => {
        if (event.currentTarget.matches(":focus-visible")) moveTo(here);
      },
      onBlur: () => {
        clear();
        leaveCrosshair(id);
      },
    },
  };
}

/** The moment under a pointer, to the second, or at another x of the window. */
function timeAt(
  event: PointerEvent<HTMLElement>,
  { fromMs, toMs }: TimeRange,
  clientX = event.clientX,
): number {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  const share = Math.max(0, Math.min(1, (clientX - left) / width));
  return Math.round((fromMs + share * (toMs - fromMs)) / SECOND_MS) * SECOND_MS;
}

function keyTarget(key: string, here: number, count: number): number | null {
  switch (key) {
    case "ArrowLeft":
      return here - 1;
    case "ArrowRight":
      return here + 1;
    case "PageUp":
      return here - PAGE_STOPS;
    case "PageDown":
      return here + PAGE_STOPS;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
