import { TIERS, windowStart, type Tier } from "@/lib/domain/window";

/** A run of whole windows of one tier, half-open. */
export interface LadderPiece {
  readonly tier: Tier;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface CoverOptions {
  /** The present: a tier is not used for a time that it no longer keeps. */
  readonly nowMs: number;
}

/** The finest tier that still keeps windows as old as `timeMs`; the coarsest one where none does. */
export function finestTierKept(timeMs: number, nowMs: number): Tier {
  const coarsest = TIERS[TIERS.length - 1]!;
  return TIERS.find((tier) => timeMs >= nowMs - tier.keepMs) ?? coarsest;
}

/**
 * Covers [fromMs, toMs) by the coarsest tiers that fit, in time order, no window twice: sums over the pieces are the sum
 * over the span. Both ends are rounded down to a window of the finest tier that is still kept for them, so a span that
 * begins two days ago begins on a whole minute.
 */
export function coverWindows(fromMs: number, toMs: number, { nowMs }: CoverOptions): LadderPiece[] {
  const from = windowStart(fromMs, finestTierKept(fromMs, nowMs).windowMs);
  return coverWith(TIERS.length - 1, from, roundedEnd(toMs, nowMs));
}

/** By the finest tier that keeps its whole part of the end: from the last window of the next coarser one on. */
function roundedEnd(toMs: number, nowMs: number): number {
  const level = TIERS.findIndex((tier, index) => {
    const coarser = TIERS[index + 1];
    return !coarser || windowStart(toMs, coarser.windowMs) + tier.windowMs > nowMs - tier.keepMs;
  });
  return windowStart(toMs, TIERS[level]!.windowMs);
}

function coverWith(level: number, fromMs: number, toMs: number): LadderPiece[] {
  if (toMs <= fromMs || level < 0) return [];
  const tier = TIERS[level]!;
  const first = Math.ceil(fromMs / tier.windowMs) * tier.windowMs;
  const last = windowStart(toMs, tier.windowMs);
  if (last <= first) return coverWith(level - 1, fromMs, toMs);
  return [
    ...coverWith(level - 1, fromMs, first),
    { tier, fromMs: first, toMs: last },
    ...coverWith(level - 1, last, toMs),
  ];
}
