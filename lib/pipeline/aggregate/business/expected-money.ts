import { scopeKey } from "@/lib/domain/rollup-row";
import type { RegionResult, ServiceResult } from "./business-scopes";

/** `mixed`: of some regions so, of some so. */
export type ExpectedBy = "forecast" | "weeks" | "configured" | "mixed";

/** What a minute of a scope should bring, and how that is known. */
export interface ExpectedMinute {
  readonly perMinute: number;
  readonly by: ExpectedBy;
}

/** By scopeKey; a scope of which nothing is known has none. */
export type ExpectedMoney = ReadonlyMap<string, ExpectedMinute>;

/** Of each region, of each service in one, and of all regions where it is known. */
export function expectedMoney(
  regions: readonly RegionResult[],
  services: readonly ServiceResult[],
): ExpectedMoney {
  const expectedBy = new Map(regions.map(({ scope, revenue }) => [scope.region, knownBy(revenue)]));
  const all = new Map<string, ExpectedMinute>();
  const add = (key: string, { perMinute, by }: ExpectedMinute) => {
    const before = all.get(key);
    all.set(key, {
      perMinute: perMinute + (before?.perMinute ?? 0),
      by: before === undefined || before.by === by ? by : "mixed",
    });
  };
  const scopes = [
    ...regions.map(({ scope, revenue }) => ({ scope, perMinute: revenue.expectedPerMinute })),
    ...services.map(({ scope, expectedPerMinute }) => ({ scope, perMinute: expectedPerMinute })),
  ];
  for (const { scope, perMinute } of scopes) {
    const by = expectedBy.get(scope.region) ?? null;
    if (perMinute === null || by === null) continue;
    for (const region of [scope.region, null]) add(scopeKey(region, scope.service), { perMinute, by });
  }
  return all;
}

function knownBy({ expectedBy, should }: RegionResult["revenue"]): ExpectedBy | null {
  if (should === null) return expectedBy === null ? null : "configured";
  return should.forecastAsOfMs === null ? "weeks" : "forecast";
}
