import { scopeKey, type RollupSum } from "@/lib/domain/rollup-row";

export interface RequestSums {
  readonly requests: number | null;
  /** null: errors were never sent, which is not the same as none. */
  readonly errors: number | null;
}

/** Requests and errors of a span, by scopeKey. */
export function requestSums(sums: readonly RollupSum[]): Map<string, RequestSums> {
  const byScope = new Map<string, RequestSums>();
  for (const { metric, region, service, sum } of sums) {
    if (metric !== "requests" && metric !== "errors") continue;
    const key = scopeKey(region, service);
    byScope.set(key, { ...(byScope.get(key) ?? { requests: null, errors: null }), [metric]: sum });
  }
  return byScope;
}

/** Failed ÷ all over the scopes whose requests and errors are both known; null without requests. */
export function spanErrorRatio(scopes: readonly (RequestSums | undefined)[]): number | null {
  let requests = 0;
  let errors = 0;
  for (const scope of scopes) {
    if (!scope || scope.requests === null || scope.errors === null) continue;
    requests += scope.requests;
    errors += scope.errors;
  }
  return requests > 0 ? Math.min(1, Math.max(0, errors / requests)) : null;
}
