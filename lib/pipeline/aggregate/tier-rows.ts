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
 * a whole. Windows that a tier no longer keeps are left out of it.
 */
export function tierRows(
  windows: ReadonlyMap<number, WindowDelta>,
  cells: readonly Cell[],
  nowMs: number,
): TierRow[] {
  const rows = new Map<string, TierRow>();
  for (const [startMs, window] of windows) {
    const tiers = TIERS.filter((tier) => startMs >= nowMs - tier.keepMs);
    for (const delta of window.deltas()) {
      const cell = cells[delta.cell]!;
      for (const tier of tiers)
        for (const service of rowServices(cell)) addTo(rows, tier, cell, service, startMs, delta);
    }
  }
  return [...rows.values()];
}

/** The rows a cell's gain belongs to: its service and its region; a total's region is summed where windows are closed. */
function rowServices(cell: Cell): (string | null)[] {
  if (cell.kind === "total") {
    if (cell.level === "region") return [null];
    return cell.service === null ? [] : [cell.service];
  }
  return cell.service === null ? [null] : [cell.service, null];
}

function addTo(
  rows: Map<string, TierRow>,
  tier: Tier,
  cell: Cell,
  service: string | null,
  startMs: number,
  delta: CellDelta,
): void {
  const windowMs = windowStart(startMs, tier.windowMs);
  // Names hold no line break: no two cells share a key.
  const key = `${tier.windowMs}\n${windowMs}\n${cell.metric}\n${cell.region}${service === null ? "" : `\n${service}`}`;
  let row = rows.get(key);
  if (!row) {
    row = { tier, metric: cell.metric, region: cell.region, service, windowMs, ...NOTHING };
    rows.set(key, row);
  }
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
