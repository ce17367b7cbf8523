import type { Anomaly } from "@/lib/domain/anomaly";
import { MINUTE_MS } from "@/lib/domain/window";

/** What begins within so long of its region's, before or after, begins with it. */
const TOGETHER_MS = 30 * MINUTE_MS;

/**
 * One anomaly a cause: what is unusual of a service and began with the same of its region, in the same direction, is a part of
 * that from then on. Also where it was told before its region's was.
 * @param changed what opened, went on or ended now: everything that is open is among them
 */
export function withCauses(changed: readonly Anomaly[]): Anomaly[] {
  const key = ({ metric, region, direction }: Anomaly) => JSON.stringify([metric, region, direction]);
  const ofRegions = new Map<string, Anomaly[]>();
  for (const each of changed)
    if (each.service === null) ofRegions.set(key(each), [...(ofRegions.get(key(each)) ?? []), each]);
  return changed.map((each) => {
    if (each.service === null || each.causeId !== null) return each;
    const cause = ofRegions
      .get(key(each))
      ?.find(({ startedMs }) => Math.abs(startedMs - each.startedMs) <= TOGETHER_MS);
    return cause === undefined ? each : { ...each, causeId: cause.id };
  });
}
