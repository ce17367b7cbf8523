import { MINUTE_MS } from "@/lib/domain/window";

/** A measurement that began this recently, by its sender's word, is counted from 0 at its first point. */
const FRESH_START_MS = 5 * MINUTE_MS;

/**
 * A counter's increase from one sample to the next. A lower value is a reset: the counter began again at 0, so its
 * whole value is the increase (as Prometheus' `increase` has it, without its extrapolation).
 */
export function counterIncrease(earlier: number, later: number): number {
  return later >= earlier ? later - earlier : later;
}

/** Whether a measurement that began at `startMs` (0: unknown) began shortly before its first point. */
export function isFreshStart(startMs: number, timeMs: number): boolean {
  return startMs > 0 && timeMs - startMs <= FRESH_START_MS;
}

/** By the sender's own word: a point's measurement began after the point before it. */
export function isRestart(beforeMs: number, beforeStartMs: number, startMs: number): boolean {
  return startMs > 0 && startMs !== beforeStartMs && startMs >= beforeMs;
}
