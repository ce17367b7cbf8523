import type { MoneyRange } from "./business-snapshot";

/** From the start of impact to something; of how many incidents, and why others are left out. */
export interface ReliabilityMeasure {
  readonly incidents: number;
  /** null: of none. */
  readonly meanMs: number | null;
  readonly medianMs: number | null;
  /** Nobody felt them: there is no start to count from. */
  readonly notFelt: number;
  /** Felt, and it has not happened, or not yet. */
  readonly notDone: number;
}

/** The incidents that were detected in a span of time. */
export interface ReliabilitySpan {
  readonly fromMs: number;
  readonly toMs: number;
  readonly incidents: number;
  readonly critical: number;
  /** Of each its own, added: two at once count twice. */
  readonly impactMs: number;
  /** How much of that money is known for. */
  readonly knownMs: number;
  readonly money: MoneyRange | null;
  readonly currency: string | null;
  readonly detection: ReliabilityMeasure;
  readonly acknowledgement: ReliabilityMeasure;
  readonly mitigation: ReliabilityMeasure;
}

export interface Reliability extends ReliabilitySpan {
  /** Weeks from Monday in UTC, oldest first; the outer ones may be cut. */
  readonly weeks: readonly ReliabilitySpan[];
  readonly demo: boolean;
  /** Incidents that are damaged and left out. */
  readonly unreadable: number;
}
