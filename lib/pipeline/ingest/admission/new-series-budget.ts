import { MINUTE_MS, windowStart } from "@/lib/domain/window";

/** Keys counted apart in one minute; further ones share a count. */
const MAX_KEYS = 10_000;
const OTHER_KEYS = "";

export interface NewSeriesBudgetState {
  readonly minuteMs: number;
  readonly used: readonly (readonly [keyId: string, count: number])[];
}

/**
 * How many new series each key may bring in a minute. Its only clock is the `nowMs` it is given, so that a replay of the
 * same requests gives the same answers.
 */
export class NewSeriesBudget {
  private minuteMs = 0;
  private used = new Map<string, number>();

  constructor(public perMinute: number) {}

  /** Takes one new series from the key's budget of this minute; false when it is used up. */
  take(keyId: string, nowMs: number): boolean {
    if (this.isSpent(keyId, nowMs)) return false;
    const key = this.countedAs(keyId);
    this.used.set(key, (this.used.get(key) ?? 0) + 1);
    return true;
  }

  /** Whether the key's budget of this minute is used up. */
  isSpent(keyId: string, nowMs: number): boolean {
    this.turnTo(windowStart(nowMs, MINUTE_MS));
    return (this.used.get(this.countedAs(keyId)) ?? 0) >= this.perMinute;
  }

  toJSON(): NewSeriesBudgetState {
    return { minuteMs: this.minuteMs, used: [...this.used] };
  }

  static fromJSON(perMinute: number, state: NewSeriesBudgetState): NewSeriesBudget {
    const budget = new NewSeriesBudget(perMinute);
    budget.minuteMs = state.minuteMs;
    budget.used = new Map(state.used);
    return budget;
  }

  private countedAs(keyId: string): string {
    return this.used.has(keyId) || this.used.size < MAX_KEYS ? keyId : OTHER_KEYS;
  }

  private turnTo(minuteMs: number): void {
    // A clock set back by a moment must not renew the budget; one set back for good must not end it.
    if (minuteMs === this.minuteMs || minuteMs === this.minuteMs - MINUTE_MS) return;
    this.minuteMs = minuteMs;
    this.used.clear();
  }
}
