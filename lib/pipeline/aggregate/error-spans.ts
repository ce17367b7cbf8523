import { scopeKey, type RollupSum } from "@/lib/domain/rollup-row";
import { judgedRegion, judgedScope, type Judged, type RequestSums, type Unnamed } from "./judged-requests";

export interface SpanSums {
  readonly regions: readonly RollupSum[];
  readonly services: readonly RollupSum[];
}

/** What of a span's requests can be judged, by scopeKey. `unnamed` tells of a region what its samples without a service send. */
export function judgedSpan(
  { regions, services }: SpanSums,
  unnamed: (region: string) => Unnamed,
): Map<string, Judged | null> {
  const byScope = new Map<string, Judged | null>();
  const byRegion = new Map<string, RequestSums[]>();
  for (const { region, service, sums } of requestSums(services)) {
    byScope.set(scopeKey(region, service), judgedScope(sums));
    byRegion.set(region, [...(byRegion.get(region) ?? []), sums]);
  }
  for (const { region, service, sums } of requestSums(regions))
    byScope.set(scopeKey(region, service), judgedRegion(sums, byRegion.get(region) ?? [], unnamed(region)));
  return byScope;
}

interface ScopeSums {
  readonly region: string;
  readonly service: string | null;
  readonly sums: RequestSums;
}

function requestSums(rows: readonly RollupSum[]): Iterable<ScopeSums> {
  const byScope = new Map<string, ScopeSums>();
  for (const { metric, region, service, sum } of rows) {
    if (metric !== "requests" && metric !== "errors") continue;
    const key = scopeKey(region, service);
    const before = byScope.get(key)?.sums ?? { requests: null, errors: null };
    byScope.set(key, { region, service, sums: { ...before, [metric]: sum } });
  }
  return byScope.values();
}
