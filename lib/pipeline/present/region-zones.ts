import type { RegionContract } from "@/lib/contracts/region";

/** The zones of the regions whose zone is known: one each, called by the regions that have it. */
export function regionZones(
  regions: readonly RegionContract[],
): readonly { readonly label: string; readonly timeZone: string }[] {
  const names = new Map<string, string[]>();
  for (const { name, time_zone: zone } of regions)
    if (zone !== null) names.set(zone, [...(names.get(zone) ?? []), name]);
  return [...names].map(([timeZone, of]) => ({ timeZone, label: of.sort().join(", ") }));
}
