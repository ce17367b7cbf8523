import { TIERS, windowStart, type Tier } from "@/lib/domain/window";
import { coverWindows, finestTierKept, type LadderPiece } from "./rollup-ladder";

export interface NestedSpan {
  readonly spanMs: number;
  /** Where it begins: on a window of the finest tier that is surely kept for that time. */
  readonly fromMs: number;
}

/** Spans that end at one moment, each inside the next, and the stored windows that make them up. */
export interface NestedSpans {
  /** Shortest first. */
  readonly spans: readonly NestedSpan[];
  /** Every window of them once, newest span first. */
  readonly pieces: readonly LadderPiece[];
}

/**
 * Spans that end at `asOfMs` (the end of a finest window), cut where the shorter ones begin: what a shorter span is made
 * of is part of every longer one, so no window is read twice.
 */
export function nestedSpans(spansMs: readonly number[], asOfMs: number): NestedSpans {
  const spans = [...new Set(spansMs)]
    .sort((a, b) => a - b)
    .map((spanMs) => ({ spanMs, fromMs: alignedStart(asOfMs - spanMs, asOfMs) }));
  let toMs = asOfMs;
  const pieces = spans.flatMap(({ fromMs }) => {
    const part = coverWindows(fromMs, toMs, { nowMs: asOfMs });
    toMs = fromMs;
    return part;
  });
  return { spans, pieces };
}

/** A window of the next coarser tier earlier the tier must still be kept, or one side of the cut would round past it. */
function alignedStart(timeMs: number, nowMs: number): number {
  const finest = finestTierKept(timeMs, nowMs);
  const tier = finestTierKept(timeMs - coarserThan(finest).windowMs, nowMs);
  return windowStart(timeMs, tier.windowMs);
}

function coarserThan(tier: Tier): Tier {
  return TIERS[TIERS.indexOf(tier) + 1] ?? tier;
}
