import type { MissingFigureContract } from "@/lib/contracts/envelope";
import type { SnapshotStamp } from "@/lib/domain/snapshot";

/** The newest moment of the rows; null without any. */
export function newestAsOfMs(rows: readonly SnapshotStamp[]): number | null {
  return rows.reduce<number | null>((newest, row) => Math.max(newest ?? row.asOfMs, row.asOfMs), null);
}

/** Why a list of the present is empty. */
export const NO_ROWS_YET: readonly MissingFigureContract[] = [
  {
    field: "data",
    reason: "no-data",
    remedy: "Send metrics with a region; the ingest page says what arrives and what is not used.",
  },
];
