import type { Cell } from "./fold/cells";
import type { CellDelta, WindowDelta } from "./fold/pending-windows";
import { Histogram } from "./histogram";
import type { MetricName } from "@/lib/domain/metric";
import { TIERS, windowStart, type Tier } from "@/lib/domain/window";

/** What one stored roll-up row gains. Service null is the region as a whole. */
export interface TierRow {
  readonly tier: Tier;
  readonly metric: MetricName;
  readonly region: string;
  readonly service: string | null;
  readonly windowMs: number;
  count: number;
  sum: number;
  min: number | null;
  max: number | null;
  last: number | null;
  lastMs: number | null;
  histogram: Histogram | null;
}

/**
 * Climbs the ladder: what 10 s windows gained becomes what the rows of every tier gain, for services and for regions as
 * a whole. Windows that a tier no longer keeps are left out of it, and so is what `isTaken`: an import has filled it.
 */
export function tierRows(
  windows: ReadonlyMap<number, WindowDelta>,
  cells: readonly Cell[],
  nowMs: number,
  isTaken: (cell: Cell, startMs: number) => boolean = () => false,
): TierRow[] {
  const numbers = new ScopeNumbers();
  const rowsOf = new Map<string, Map<number, TierRow>>();
  for (const [startMs, window] of windows) {
    const tiers = TIERS.filter((tier) => startMs >= nowMs - tier.keepMs).map((tier) => {
      const windowMs = windowStart(startMs, tier.windowMs);
      const key = `${tier.windowMs}/${windowMs}`;
      let rows = rowsOf.get(key);
      if (!rows) rowsOf.set(key, (rows = new Map()));
      return { tier, windowMs, rows };
    });
    for (const delta of window.deltas()) {
      const cell = cells[delta.cell]!;
      if (isTaken(cell, startMs)) continue;
      for (const { number, service } of numbers.of(cell))
        for (const { tier, windowMs, rows } of tiers) {
          let row = rows.get(number);
          if (!row) {
            const { metric, region } = cell;
            rows.set(number, (row = { tier, metric, region, service, windowMs, ...NOTHING }));
          }
          addTo(row, delta);
        }
    }
  }
  return [...rowsOf.values()].flatMap((rows) => [...rows.values()]);
}

/** Numbers for (metric, region, service), so that a row is not looked up by a text made for each gain. */
class ScopeNumbers {
  private readonly byScope = new Map<string, number>();
  private readonly byCell: { readonly number: number; readonly service: string | null }[][] = [];

  /** What a cell's gain adds to. */
  of(cell: Cell): readonly { readonly number: number; readonly service: string | null }[] {
    return (this.byCell[cell.index] ??= rowServices(cell).map((service) => {
      // Names hold no line break: no two scopes share a key.
      const key = `${cell.metric}\n${cell.region}${service === null ? "" : `\n${service}`}`;
      const number = this.byScope.get(key) ?? this.byScope.size;
      this.byScope.set(key, number);
      return { number, service };
    }));
  }
}

/** The rows a cell's gain belongs to: its service and its region; a total's region is summed where windows are closed. */
function rowServices(cell: Cell): (string | null)[] {
  if (cell.kind === "total") {
    if (cell.level === "region") return [null];
    return cell.service === null ? [] : [cell.service];
  }
  return cell.service === null ? [null] : [cell.service, null];
}

function addTo(row: TierRow, delta: CellDelta): void {
  row.count += delta.count;
  row.sum += delta.sum;
  if (delta.min !== null) row.min = row.min === null ? delta.min : Math.min(row.min, delta.min);
  if (delta.max !== null) row.max = row.max === null ? delta.max : Math.max(row.max, delta.max);
  if (delta.lastMs !== null && (row.lastMs === null || delta.lastMs >= row.lastMs)) {
    row.last = delta.last;
    row.lastMs = delta.lastMs;
  }
  if (delta.histogram) {
    row.histogram ??= Histogram.empty();
    row.histogram.merge(delta.histogram);
  }
}

const NOTHING = { count: 0, sum: 0, min: null, max: null, last: null, lastMs: null, histogram: null };
