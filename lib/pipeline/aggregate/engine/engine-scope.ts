import type { EngineSeries } from "@/lib/domain/engine-series";
import { scopeKey } from "@/lib/domain/rollup-row";
import type { FoldPolicy } from "@/lib/pipeline/aggregate/fold/fold-policy";

export interface EngineScope {
  readonly region: string;
  readonly service: string | null;
}

/** Which labels name region and service, and the region of series that name none. */
export interface EngineScopeLabels {
  readonly regionLabel: string;
  readonly serviceLabel: string;
  readonly region: string | null;
}

/** Whose figures a series has, or why it cannot be told. */
export function scopeOf(
  { labels }: EngineSeries,
  { regionLabel, serviceLabel, region: fallback }: EngineScopeLabels,
  checkScopeName: FoldPolicy["checkScopeName"],
): EngineScope | "no-region" | "bad-name" {
  const region = labels[regionLabel] || fallback;
  const service = labels[serviceLabel] || null;
  if (region === null) return "no-region";
  const names = service === null ? [region] : [region, service];
  return names.some((name) => checkScopeName(name) !== null) ? "bad-name" : { region, service };
}

/** Values by scope and time. */
export class ScopeValues {
  private readonly byScope = new Map<string, Map<number, number>>();

  add(scope: EngineScope, timeMs: number, value: number): void {
    const key = scopeKey(scope.region, scope.service);
    let values = this.byScope.get(key);
    if (!values) this.byScope.set(key, (values = new Map()));
    values.set(timeMs, (values.get(timeMs) ?? 0) + value);
  }

  get(scope: EngineScope, timeMs: number): number | null {
    return this.byScope.get(scopeKey(scope.region, scope.service))?.get(timeMs) ?? null;
  }
}
