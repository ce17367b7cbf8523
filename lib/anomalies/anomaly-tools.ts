import type { AnomalyMetric, AnomalyScope, AnomalyWatch, ReadWindow } from "@/lib/domain/anomaly";

/** What verbs look for anomalies with; compose has the real one. */
export interface AnomalyModel {
  /** Of whole regions, or of one service in its regions. */
  watch(metric: AnomalyMetric, scope: AnomalyScope): AnomalyWatch;
  /** Milliseconds that only ever grow. */
  elapsedMs(): number;
  newId(): string;
  /** Lets others have their turn, so that learning a long history keeps no cycle waiting. */
  breathe(): Promise<void>;
}

/** What is usual of regions as a whole, or of a service in its regions. */
export interface Watched {
  readonly watch: AnomalyWatch;
  readonly newest: ReadWindow;
}

/** A metric's usual, as far as it was learned. */
export interface LearnedMetric {
  /** By service; null: regions as a whole. */
  readonly watched: ReadonlyMap<string | null, Watched>;
  /** End of the newest window that it knows. */
  readonly toMs: number;
  /** When it was learned from stored history. */
  readonly learnedMs: number;
}

/** What one run leaves to the next, so that each learns the newest windows alone; a restart learns all of them again. */
export interface AnomalyMemory {
  readonly regions: Map<AnomalyMetric, LearnedMetric>;
  readonly services: Map<AnomalyMetric, LearnedMetric>;
}

export function emptyMemory(): AnomalyMemory {
  return { regions: new Map(), services: new Map() };
}
