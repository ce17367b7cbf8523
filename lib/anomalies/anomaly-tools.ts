import type { AnomalyMetric, AnomalyWatch, ReadWindow } from "@/lib/domain/anomaly";

/** What verbs look for anomalies with; compose has the real one. */
export interface AnomalyModel {
  watch(metric: AnomalyMetric): AnomalyWatch;
  /** Milliseconds that only ever grow. */
  elapsedMs(): number;
  newId(): string;
  /** Lets others have their turn, so that learning a long history keeps no cycle waiting. */
  breathe(): Promise<void>;
}

/** A metric's usual, as far as it was learned. */
export interface LearnedMetric {
  readonly watch: AnomalyWatch;
  /** End of the newest window that it knows. */
  readonly toMs: number;
  /** When it was learned from stored history. */
  readonly learnedMs: number;
  readonly newest: ReadWindow;
}

/** What one run leaves to the next, so that each learns the newest windows alone; a restart learns all of them again. */
export type AnomalyMemory = Map<AnomalyMetric, LearnedMetric>;
