import type { RegionalMetricsContract } from "@/lib/contracts/regional-metrics";
import type { RegionNames } from "./region-name";
import { byUrgency, scopeState } from "./region-state";
import { stateHeadline } from "./state-headline";

/** The state of all regions in one sentence. */
export function regionsHeadline(regions: readonly RegionalMetricsContract[], nameOf: RegionNames): string {
  if (regions.length === 0) return "No region has reported yet.";
  const states = [...regions]
    .sort(byUrgency)
    .map((region) => ({ name: nameOf(region.region), state: scopeState(region) }));
  return stateHeadline(states, { one: "region", many: "regions" });
}
