import type { BackfillSlice } from "@/lib/domain/backfill";
import { DAY_MS, HOUR_MS, MINUTE_MS, TIERS, windowStart, type Tier } from "@/lib/domain/window";

/** How much of each tier is read at once: whole windows of the next tiers, so that most rows are written once. */
const SLICE_MS: Readonly<Record<Tier["name"], number>> = {
  "10s": HOUR_MS,
  "1m": 6 * HOUR_MS,
  "5m": DAY_MS,
  "1h": 10 * DAY_MS,
  "1d": 200 * DAY_MS,
};
/** A slice, and how far the import's data is apart. */
export interface PlannedSlice extends BackfillSlice {
  readonly stepMs: number;
}

/** What is about to fall out of a tier is not written to it any more. */
const MARGIN_MS = MINUTE_MS;

/**
 * The newest part of [fromMs, cursorMs) that is still to be read: the finest tier that is not finer than the data and
 * still keeps such old windows. null: nothing is left, at most less than one window.
 */
export function planSlice(
  { fromMs, cursorMs, stepMs }: { fromMs: number; cursorMs: number; stepMs: number },
  nowMs: number,
): PlannedSlice | null {
  for (const [level, tier] of TIERS.entries()) {
    const coarser = TIERS[level + 1];
    if (coarser && tier.windowMs < stepMs) continue;
    const toMs = windowStart(cursorMs, tier.windowMs);
    const firstMs = upTo(fromMs, tier.windowMs);
    // On a window of the next tier, which takes over from there.
    const keptFromMs = upTo(nowMs - tier.keepMs + MARGIN_MS, (coarser ?? tier).windowMs);
    const aligned = windowStart(toMs - 1, SLICE_MS[tier.name]);
    const startMs = Math.max(firstMs, keptFromMs, aligned);
    if (startMs < toMs) return { tier, fromMs: startMs, toMs, stepMs };
  }
  return null;
}

/**
 * The newest part of a slice, at most so many windows. Where one fits, it begins on a window of the next tier: should time
 * pass before the import goes on, that tier takes over from there without a gap.
 */
export function cutSlice(slice: PlannedSlice, maxWindows: number): PlannedSlice {
  const { tier, toMs } = slice;
  const startMs = toMs - maxWindows * tier.windowMs;
  if (startMs <= slice.fromMs) return slice;
  const onCoarserMs = upTo(startMs, (TIERS[TIERS.indexOf(tier) + 1] ?? tier).windowMs);
  return { ...slice, fromMs: onCoarserMs < toMs ? onCoarserMs : startMs };
}

export function windowsOf({ tier, fromMs, toMs }: BackfillSlice): number {
  return (toMs - fromMs) / tier.windowMs;
}

function upTo(timeMs: number, windowMs: number): number {
  return Math.ceil(timeMs / windowMs) * windowMs;
}
