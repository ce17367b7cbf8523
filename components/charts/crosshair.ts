import { useSyncExternalStore } from "react";

/** The moment that a pointer or the keyboard is at, in one of the page's charts. */
export interface Crosshair {
  readonly timeMs: number;
  /** Id of that chart. */
  readonly chart: string;
}

let current: Crosshair | null = null;
const listeners = new Set<() => void>();

/** Moves the crosshair of all charts of the page; null: there is none. */
export function moveCrosshair(next: Crosshair | null): void {
  if (next?.timeMs === current?.timeMs && next?.chart === current?.chart) return;
  current = next;
  for (const listener of listeners) listener();
}

/** Takes the crosshair away if it is still this chart's. */
export function leaveCrosshair(chart: string): void {
  if (current?.chart === chart) moveCrosshair(null);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** All charts of a page stand at the same moment. A page has one pointer: so there is one crosshair. */
export function useCrosshair(): Crosshair | null {
  return useSyncExternalStore(
    subscribe,
    () => current,
    () => null,
  );
}
