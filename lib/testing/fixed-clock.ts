import type { Clock } from "@/lib/platform/clock";

export interface FixedClock extends Clock {
  advance(ms: number): void;
  set(nowMs: number): void;
}

/** A clock that stands still until it is told to move. */
export function fixedClock(startMs: number): FixedClock {
  let current = startMs;
  return {
    nowMs: () => current,
    advance(ms) {
      current += ms;
    },
    set(nowMs) {
      current = nowMs;
    },
  };
}
