import type { InstrumentCode } from "./sample";

export interface ValueAt {
  readonly timeMs: number;
  readonly value: number;
}

/** A series that was received lately, as its sender calls it. */
export interface RecentSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly instrument: InstrumentCode;
  /** null: it sends histograms, or was kept by its name alone. */
  readonly newest: ValueAt | null;
  /** The value before; null: not seen. */
  readonly previous: ValueAt | null;
}
