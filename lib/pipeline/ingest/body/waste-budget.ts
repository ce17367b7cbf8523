import { AppError } from "@/lib/platform/errors";
import { SECOND_MS } from "@/lib/domain/window";

const WINDOW_MS = 10 * SECOND_MS;
/** Of ten seconds of one core: what a key may cost with bodies that are refused. */
const MAX_WASTE_MS = 1.5 * SECOND_MS;
/** A wrong body of the usual size takes less: mistakes are not held against anybody. */
const NOTICED_MS = 3;
const MAX_KEYS = 10_000;

interface Waste {
  readonly untilMs: number;
  readonly ms: number;
}

/**
 * How much time each key took to no end: bodies that had to be decompressed and read to be refused. A key that took too
 * much is asked to come again later, before its next body is read, so that bombs cannot take the time of others.
 */
export class WasteBudget {
  private readonly byKey = new Map<string, Waste>();

  /** @throws AppError unavailable, with Retry-After: every sender repeats that, so an honest one that shares the key loses nothing. */
  check(keyId: string, nowMs: number): void {
    const waste = this.current(keyId, nowMs);
    if (!waste || waste.ms <= MAX_WASTE_MS) return;
    throw new AppError("unavailable", "This key sent too many bodies that could not be used.", {
      retryAfterSeconds: Math.ceil((waste.untilMs - nowMs) / SECOND_MS),
    });
  }

  /** A body of the key took so long to be refused. */
  note(keyId: string, tookMs: number, nowMs: number): void {
    if (tookMs < NOTICED_MS) return;
    const known = this.current(keyId, nowMs);
    if (!known && this.byKey.size >= MAX_KEYS) this.byKey.clear();
    const { untilMs, ms } = known ?? { untilMs: nowMs + WINDOW_MS, ms: 0 };
    this.byKey.set(keyId, { untilMs, ms: ms + tookMs });
  }

  /** null: nothing in this window. A clock that was set back begins a new one. */
  private current(keyId: string, nowMs: number): Waste | null {
    const waste = this.byKey.get(keyId);
    return waste && nowMs < waste.untilMs && waste.untilMs - nowMs <= WINDOW_MS ? waste : null;
  }
}
