import type { RefusedReason } from "@/lib/domain/refusal";
import type { InstrumentCode, Label, ReadLabels } from "@/lib/domain/sample";
import type { SeriesPlan } from "@/lib/domain/series-plan";

/** What the fold asks of admission and mapping; compose hands it in. Every answer depends on its arguments alone. */
export interface FoldPolicy {
  readonly maxLabels: number;
  readonly maxSeries: number;
  readonly maxRegions: number;
  readonly maxServices: number;
  readonly readLabels: ReadLabels;
  resolve(labels: readonly Label[], instrument: InstrumentCode): SeriesPlan;
  checkLabels(labels: readonly Label[]): RefusedReason | null;
  /** Whether a region or service may have this name. */
  checkScopeName(name: string): RefusedReason | null;
  checkTime(timeMs: number, nowMs: number): RefusedReason | null;
  /** Counts against the sender's new series a minute; false when it has no more. */
  takeNewSeries(keyId: string, nowMs: number): boolean;
  /** What it remembers between requests, for the checkpoint: a replay must meet the same answers. */
  saveState(): string;
  restoreState(state: string): void;
}

/** Who sent a request and when it reached us: the fold's only clock. */
export interface RequestMeta {
  readonly keyId: string;
  readonly demo: boolean;
  readonly protocol: string;
  readonly receivedAtMs: number;
}
