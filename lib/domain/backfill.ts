import type { SourceExpressions } from "./source-expressions";
import { MINUTE_MS, type Tier } from "./window";

export const BACKFILL_STATES = ["waiting", "running", "done", "cancelled", "failed"] as const;
export type BackfillState = (typeof BACKFILL_STATES)[number];
export const OPEN_STATES: readonly BackfillState[] = ["waiting", "running"];

/** A Prometheus-compatible engine, or an OpenMetrics file on this server. */
export type BackfillSource =
  | {
      readonly kind: "engine";
      readonly url: string;
      /** null: the usual ones. */
      readonly expressions: SourceExpressions | null;
      readonly regionLabel: string;
      readonly serviceLabel: string;
      readonly latencyUnit: "s" | "ms";
    }
  | { readonly kind: "file"; readonly path: string };

/** One import of history. It goes from the newest to the oldest. */
export interface Backfill {
  readonly id: string;
  readonly name: string;
  readonly source: BackfillSource;
  /** Whether it has headers; what they are stays sealed. */
  readonly hasHeaders: boolean;
  /** What it writes is marked as demo data. */
  readonly demo: boolean;
  readonly state: BackfillState;
  /** null until a file has been read once. */
  readonly span: BackfillSpan | null;
  /** [cursorMs, toMs) is done; null with `span`. */
  readonly cursorMs: number | null;
  /** Values read from the source. */
  readonly points: number;
  /** Roll-up rows written. */
  readonly rows: number;
  /** Windows that were left as they are, since something was known of them already. */
  readonly skipped: number;
  readonly workedMs: number;
  /** Attempts in a row that failed, the one under way included. */
  readonly failures: number;
  readonly problem: string | null;
  readonly createdBy: string;
  readonly createdAtMs: number;
  readonly finishedAtMs: number | null;
}

export interface BackfillSpan {
  readonly fromMs: number;
  readonly toMs: number;
  /** How far apart the data is. */
  readonly stepMs: number;
}

/** A part of an import that is read and committed as one: [fromMs, toMs), whole windows of `tier`. */
export interface BackfillSlice {
  readonly tier: Tier;
  readonly fromMs: number;
  readonly toMs: number;
}

/** 0–1; null where nothing is known of the whole yet. */
export function backfillProgress({
  state,
  span,
  cursorMs,
}: Pick<Backfill, "state" | "span" | "cursorMs">): number | null {
  if (state === "done") return 1;
  if (span === null || cursorMs === null || span.toMs <= span.fromMs) return null;
  return (span.toMs - cursorMs) / (span.toMs - span.fromMs);
}

/** How long it will still work at its pace so far; null where there is no pace yet or nothing left to do. */
export function backfillEtaMs(backfill: Backfill): number | null {
  if (!OPEN_STATES.includes(backfill.state)) return null;
  const progress = backfillProgress(backfill);
  return progress === null || progress === 0 ? null : (backfill.workedMs * (1 - progress)) / progress;
}

/** An import's end is the time that its last part began. So one that ends close to a run is seen by two of them. */
const LONGEST_PART_MS = 5 * MINUTE_MS;

/** Whether an import ended since the run began: what the run read may have lacked what was imported. */
export function importedSince(
  lastEndedMs: number,
  { finishedMs, tookMs }: { readonly finishedMs: number; readonly tookMs: number },
): boolean {
  return lastEndedMs >= finishedMs - tookMs - LONGEST_PART_MS;
}
