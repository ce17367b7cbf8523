import { OUT_OF_ORDER_MS } from "./history";

const PAIR = 2;

/**
 * When cumulative series began, by their senders' own word. A restart changes it, and a late sample may still belong to
 * the measurement before: so each series keeps its changes of the last ten minutes, as pairs (first sample, start).
 */
export class SeriesStarts {
  private readonly bySeries = new Map<number, number[]>();

  /** Whether no sender ever told one. */
  get areUnknown(): boolean {
    return this.bySeries.size === 0;
  }

  /** Start of the measurement that a sample at `timeMs` belongs to; 0 where unknown. */
  at(series: number, timeMs: number): number {
    const changes = this.bySeries.get(series);
    if (!changes) return 0;
    for (let at = changes.length - PAIR; at >= 0; at -= PAIR)
      if (changes[at]! <= timeMs) return changes[at + 1]!;
    return 0;
  }

  /** Notes the start that a sample came with (0: none). `afterMs`: time of the sample after it, which keeps its own. */
  note(series: number, timeMs: number, startMs: number, afterMs: number | null): void {
    if (startMs === 0 && this.bySeries.size === 0) return;
    if (this.at(series, timeMs) === startMs) return;
    const after = afterMs === null ? null : this.at(series, afterMs);
    this.put(series, timeMs, startMs);
    if (afterMs !== null && after !== null && this.at(series, afterMs) !== after)
      this.put(series, afterMs, after);
  }

  /** The changes of a series, for the checkpoint. */
  changes(series: number): readonly number[] {
    return this.bySeries.get(series) ?? [];
  }

  forget(series: number): void {
    this.bySeries.delete(series);
  }

  restore(series: number, changes: number[]): void {
    if (changes.length > 0) this.bySeries.set(series, changes);
  }

  private put(series: number, fromMs: number, startMs: number): void {
    const changes = this.bySeries.get(series) ?? [];
    this.bySeries.set(series, changes);
    let at = changes.length;
    while (at > 0 && changes[at - PAIR]! > fromMs) at -= PAIR;
    changes.splice(at, 0, fromMs, startMs);
    const horizonMs = changes[changes.length - PAIR]! - OUT_OF_ORDER_MS;
    while (changes.length > PAIR && changes[PAIR]! < horizonMs) changes.splice(0, PAIR);
  }
}
