import { ScopeColumns } from "./scope-columns";
import { metricDefinition, type MetricName } from "@/lib/domain/metric";
import { TIERS, windowStart, type Tier } from "@/lib/domain/window";

export interface HistoryScope {
  readonly metric: MetricName;
  readonly region: string;
  /** null: in `parts`, what names no service; in `rows`, the region as a whole. */
  readonly service: string | null;
}
export interface HistoryColumns extends HistoryScope {
  readonly columns: ScopeColumns;
}

/** The rows of one tier: window i of every scope begins at firstMs + i × tier.windowMs. */
export interface TierColumns {
  readonly tier: Tier;
  readonly firstMs: number;
  readonly scopes: readonly HistoryColumns[];
}

/** A span of history at its finest tier, by what its source names; becomes the rows of every tier. */
export class HistorySpan {
  readonly windows: number;
  private readonly parts = new Map<string, HistoryColumns>();

  constructor(
    readonly tier: Tier,
    readonly fromMs: number,
    readonly toMs: number,
  ) {
    this.windows = (toMs - fromMs) / tier.windowMs;
  }

  /** Index of the window that holds `timeMs`; -1 outside the span. */
  windowAt(timeMs: number): number {
    if (timeMs < this.fromMs || timeMs >= this.toMs) return -1;
    return Math.floor((timeMs - this.fromMs) / this.tier.windowMs);
  }

  /** The columns of a scope, made when first asked for. */
  scope(metric: MetricName, region: string, service: string | null): ScopeColumns {
    const key = JSON.stringify([metric, region, service]);
    let part = this.parts.get(key);
    if (!part) {
      part = { metric, region, service, columns: new ScopeColumns(this.windows) };
      this.parts.set(key, part);
    }
    return part.columns;
  }

  get scopes(): readonly HistoryColumns[] {
    return [...this.parts.values()];
  }

  /** Forgets the windows that `isTaken`: something is known of them already. Returns how many (metric, region) windows. */
  drop(isTaken: (scope: HistoryScope, windowMs: number) => boolean): number {
    const dropped = new Set<string>();
    for (const part of this.parts.values())
      for (let window = 0; window < this.windows; window++) {
        if (part.columns.known[window] === 0) continue;
        if (!isTaken(part, this.fromMs + window * this.tier.windowMs)) continue;
        part.columns.clear(window);
        dropped.add(JSON.stringify([part.metric, part.region, window]));
      }
    return dropped.size;
  }

  /** The rows of services and of regions as a whole, from the span's tier up. */
  tiers(): TierColumns[] {
    const finest = [...this.regionRows(), ...this.scopes.filter(({ service }) => service !== null)];
    const level = TIERS.indexOf(this.tier);
    const climbed: TierColumns[] = [{ tier: this.tier, firstMs: this.fromMs, scopes: finest }];
    for (const tier of TIERS.slice(level + 1))
      climbed.push(climb(climbed[climbed.length - 1]!, tier, this.windows));
    return climbed;
  }

  private regionRows(): HistoryColumns[] {
    const regions = new Map<string, HistoryColumns[]>();
    for (const part of this.parts.values()) {
      const key = JSON.stringify([part.metric, part.region]);
      const known = regions.get(key);
      if (known) known.push(part);
      else regions.set(key, [part]);
    }
    return [...regions.values()].map((parts) => ({
      metric: parts[0]!.metric,
      region: parts[0]!.region,
      service: null,
      columns: this.regionOf(parts),
    }));
  }

  private regionOf(parts: readonly HistoryColumns[]): ScopeColumns {
    const columns = new ScopeColumns(this.windows);
    const { kind, regionTotal } = metricDefinition(parts[0]!.metric);
    for (let window = 0; window < this.windows; window++) {
      if (kind !== "total") for (const part of parts) columns.addWindow(window, part.columns, window);
      else addTotal(columns, window, parts, regionTotal === "own-or-max");
    }
    return columns;
  }
}

/** A region's total is a sum over its parts, or its own, or its largest part's: never a sum of users. */
function addTotal(
  columns: ScopeColumns,
  window: number,
  parts: readonly HistoryColumns[],
  ownOrMax: boolean,
): void {
  const known = parts.filter((part) => part.columns.known[window] === 1 && part.columns.count[window]! > 0);
  if (known.length === 0) return;
  const count = Math.max(...known.map((part) => part.columns.count[window]!));
  const meanOf = ({ columns: of }: HistoryColumns) => of.sum[window]! / of.count[window]!;
  const own = known.find((part) => part.service === null);
  let mean: number;
  if (!ownOrMax) mean = known.reduce((sum, part) => sum + meanOf(part), 0);
  else mean = own ? meanOf(own) : Math.max(...known.map(meanOf));
  columns.add(window, mean * count, count);
}

function climb(finer: TierColumns, tier: Tier, finestWindows: number): TierColumns {
  const firstMs = windowStart(finer.firstMs, tier.windowMs);
  const length = finer.scopes[0]?.columns.length ?? finestWindows;
  const lastMs = finer.firstMs + (length - 1) * finer.tier.windowMs;
  const windows = (windowStart(lastMs, tier.windowMs) - firstMs) / tier.windowMs + 1;
  const target = Array.from({ length }, (_, window) =>
    Math.floor((finer.firstMs + window * finer.tier.windowMs - firstMs) / tier.windowMs),
  );
  const scopes = finer.scopes.map(({ columns, ...scope }) => {
    const coarse = new ScopeColumns(windows);
    for (let window = 0; window < length; window++) coarse.addWindow(target[window]!, columns, window);
    return { ...scope, columns: coarse };
  });
  return { tier, firstMs, scopes };
}
