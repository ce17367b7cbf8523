import { ANOMALY_STEP_MS, SUSPECT_BEFORE_MS, type Anomaly, type Suspect } from "@/lib/domain/anomaly";
import type { Deployment } from "@/lib/domain/deployment";

/** More are noise. */
const MOST_SUSPECTS = 5;

/**
 * The changes there, or of everything, from an hour before it began to the end of its first window, within which whatever
 * moved it may have happened; newest first. Of a service: its own, before those of what it depends on.
 */
export function suspectsOf(
  anomaly: Anomaly,
  deployments: readonly Deployment[],
  dependenciesOf: ReadonlyMap<string, readonly string[]>,
): Suspect[] {
  const { service: own } = anomaly;
  const concerned = own === null ? null : dependencies(own, dependenciesOf);
  const isElses = ({ service }: Deployment) => Number(own !== null && service !== null && service !== own);
  return deployments
    .filter(({ deployedAtMs }) => {
      const beforeMs = anomaly.startedMs - deployedAtMs;
      return beforeMs > -ANOMALY_STEP_MS && beforeMs <= SUSPECT_BEFORE_MS;
    })
    .filter(({ region }) => region === null || region === anomaly.region)
    .filter(({ service }) => concerned === null || service === null || concerned.has(service))
    .sort((a, b) => isElses(a) - isElses(b) || b.deployedAtMs - a.deployedAtMs)
    .slice(0, MOST_SUSPECTS)
    .sort((a, b) => b.deployedAtMs - a.deployedAtMs)
    .map(({ id, kind, service, region, version, deployedAtMs }) => ({
      ...{ id, kind, service, region, version, deployedAtMs },
    }));
}

/** It, what it calls, and what those call. */
function dependencies(
  service: string,
  dependenciesOf: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const found = new Set([service]);
  for (const each of found) for (const called of dependenciesOf.get(each) ?? []) found.add(called);
  return found;
}
