import type { Status } from "@/lib/domain/snapshot";
import { MINUTE_MS } from "@/lib/domain/window";

/** What the cycle before said of a scope. */
export interface EarlierStatus {
  readonly status: Status;
  readonly statusSinceMs: number | null;
  readonly asOfMs: number;
}

/** Over a longer silence of the engine nobody knows what a status was. */
const LONGEST_GAP_MS = 5 * MINUTE_MS;

/**
 * Since when a scope has had its status, Unix ms: as long as the cycles before said the same without a gap. null where
 * that is not known: before the first change that was seen.
 */
export function statusSince(
  status: Status,
  asOfMs: number,
  before: EarlierStatus | undefined,
): number | null {
  if (before === undefined || asOfMs - before.asOfMs > LONGEST_GAP_MS) return null;
  return before.status === status ? before.statusSinceMs : asOfMs;
}
