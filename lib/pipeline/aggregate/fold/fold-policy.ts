import type { RefusedReason } from "@/lib/domain/refusal";
import type { InstrumentCode, Label, ReadLabels, ReplicaPair } from "@/lib/domain/sample";
import type { SeriesPlan } from "@/lib/domain/series-plan";

export interface FoldLimits {
  readonly maxLabels: number;
  readonly maxSeries: number;
  readonly maxRegions: number;
  readonly maxServices: number;
}

/** What the fold asks of admission and mapping; compose hands it in. Every answer depends on its arguments alone. */
export interface FoldPolicy {
  /** Those in force. */
  readonly limits: FoldLimits;
  readonly readLabels: ReadLabels;
  resolve(labels: readonly Label[], instrument: InstrumentCode): SeriesPlan;
  checkLabels(labels: readonly Label[]): RefusedReason | null;
  /** Whether a region or service may have this name. */
  checkScopeName(name: string): RefusedReason | null;
  checkTime(timeMs: number, nowMs: number): RefusedReason | null;
  /** Whether the sender has no more new series in this minute: then there is no need to look at another one. */
  areNewSeriesSpent(keyId: string, nowMs: number): boolean;
  /** Counts against the sender's new series a minute; false when it has no more. */
  takeNewSeries(keyId: string, nowMs: number): boolean;
  /**
   * Whether a replica of an HA pair is the one that is counted now; asked once for each pair of a request. null: yes.
   */
  electReplica(pair: ReplicaPair, meta: RequestMeta): "unelected-replica" | "cluster-limit" | null;
  /** Resolves by another mapping from now on. @throws where the text is none; the one in force stays then */
  setMapping(text: string): void;
  /** The mapping that the log or a checkpoint put in force, as text; null: neither did. */
  recordedMapping(): string | null;
  /** Admits by other limits from now on. @throws where the text is none; those in force stay then */
  setLimits(text: string): void;
  /** The limits that the log or a checkpoint put in force, as text; null: neither did. */
  recordedLimits(): string | null;
  /**
   * What it remembers between requests, mapping and limits in force, for the checkpoint: a replay must meet the same
   * answers.
   */
  saveState(): string;
  restoreState(state: string): void;
}

/** Who sent a request and when it reached us: the fold's only clock. */
export interface RequestMeta {
  readonly keyId: string;
  readonly demo: boolean;
  readonly protocol: string;
  readonly receivedAtMs: number;
  /** How long the elected replica of an HA pair must be silent before the other one takes over; absent: the default. */
  readonly failoverMs?: number;
}
