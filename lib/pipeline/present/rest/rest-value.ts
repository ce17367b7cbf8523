const PER_CENT = 100;

/** A ratio as the contract's per cent, kept within 0–100; null stays null. */
export function percentOf(ratio: number): number;
export function percentOf(ratio: number | null): number | null;
export function percentOf(ratio: number | null): number | null {
  return ratio === null ? null : clamp(ratio * PER_CENT, PER_CENT);
}

/** A ratio kept within 0–1; null stays null. */
export function ratioOf(ratio: number | null): number | null {
  return ratio === null ? null : clamp(ratio, 1);
}

/** A score kept within 0–100; null stays null. */
export function scoreOf(score: number | null): number | null {
  return score === null ? null : clamp(score, PER_CENT);
}

/** Unix ms as ISO 8601 in UTC. */
export function isoOf(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

/** Unix ms as ISO 8601 in UTC; null stays null. */
export function isoOrNull(timeMs: number | null): string | null {
  return timeMs === null ? null : isoOf(timeMs);
}

/** Rounding noise such as 100.00000000000001 would break the contract's bounds. */
function clamp(value: number, max: number): number {
  return Math.min(max, Math.max(0, value));
}
