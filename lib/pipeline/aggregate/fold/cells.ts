import { MINUTE_MS } from "@/lib/domain/window";
import { metricDefinition, type MetricKind, type MetricName } from "@/lib/domain/metric";

/** A sender that was away must not teach us that it always waits so long: a gap at most doubles what was learned. */
const MAX_GROWTH = 2;
const LEARNING_RATE = 0.1;

/** One (metric, region, service): what samples fold into. */
export interface Cell {
  readonly index: number;
  readonly metric: MetricName;
  readonly kind: MetricKind;
  readonly region: string;
  /** null: samples that name no service; they count for the region only. */
  readonly service: string | null;
  /** `region`: a region's total over its parts; only totals have one here, all else is added up when it is stored. */
  readonly level: "part" | "region";
  /** Newest sample (or registration) of a series that maps to this metric for certain; 0 when there never was one. */
  explicitNewestMs: number;
  /** How often its series are sent, learned; null before the second sample. */
  intervalMs: number | null;
  newestSampleMs: number;
  /** Its newest sample came with a key marked as demo. */
  demo: boolean;
  /** Changed since the last flush. */
  dirty: boolean;
}

export class CellRegistry {
  readonly cells: Cell[] = [];
  private readonly byKey = new Map<string, Cell>();

  private readonly partsOf = new Map<number, Cell[]>();

  /** The cell, made when first asked for. */
  get(metric: MetricName, region: string, service: string | null, level: Cell["level"] = "part"): Cell {
    const key = JSON.stringify([metric, region, service, level]);
    let cell = this.byKey.get(key);
    if (!cell) {
      cell = {
        index: this.cells.length,
        metric,
        kind: metricDefinition(metric).kind,
        region,
        service,
        level,
        explicitNewestMs: 0,
        intervalMs: null,
        newestSampleMs: 0,
        demo: false,
        dirty: false,
      };
      this.cells.push(cell);
      this.byKey.set(key, cell);
    }
    return cell;
  }

  /** Notes that `part` belongs to a region's total. */
  addPart(region: Cell, part: Cell): void {
    const parts = this.partsOf.get(region.index);
    if (!parts) this.partsOf.set(region.index, [part]);
    else if (!parts.includes(part)) parts.push(part);
  }

  parts(region: Cell): readonly Cell[] {
    return this.partsOf.get(region.index) ?? [];
  }
}

/** How long a series that maps for certain keeps those out that are a second choice. */
const EXPLICIT_HOLDS_MS = 5 * MINUTE_MS;

/** Whether a second choice is left out at `timeMs`: a better source of the same figure reports. */
export function isSuperseded(
  target: { readonly cell: Cell; readonly fallback: boolean },
  timeMs: number,
): boolean {
  return target.fallback && timeMs - target.cell.explicitNewestMs <= EXPLICIT_HOLDS_MS;
}

/** Notes a sample of a series in its target's cell; `sinceLastMs` is null for a series' first sample. */
export function noteTarget(
  { cell, fallback }: { readonly cell: Cell; readonly fallback: boolean },
  timeMs: number,
  sinceLastMs: number | null,
  demo: boolean,
): void {
  if (!fallback) cell.explicitNewestMs = Math.max(cell.explicitNewestMs, timeMs);
  cell.dirty = true;
  if (timeMs >= cell.newestSampleMs) {
    cell.newestSampleMs = timeMs;
    cell.demo = demo;
  }
  if (sinceLastMs === null || sinceLastMs <= 0) return;
  if (cell.intervalMs === null) cell.intervalMs = sinceLastMs;
  else if (sinceLastMs !== cell.intervalMs)
    cell.intervalMs +=
      LEARNING_RATE * (Math.min(sinceLastMs, cell.intervalMs * MAX_GROWTH) - cell.intervalMs);
}
