import { ANOMALY_STEP_MS, SUSPECT_BEFORE_MS, type Anomaly, type Suspect } from "@/lib/domain/anomaly";
import type { Deployment } from "@/lib/domain/deployment";

/** More are noise. */
const MOST_SUSPECTS = 5;

/**
 * The changes there, or of everything, from an hour before it began to the end of its first window, within which whatever
 * moved it may have happened; newest first.
 */
export function suspectsOf(anomaly: Anomaly, deployments: readonly Deployment[]): Suspect[] {
  return deployments
    .filter(({ deployedAtMs }) => {
      const beforeMs = anomaly.startedMs - deployedAtMs;
      return beforeMs > -ANOMALY_STEP_MS && beforeMs <= SUSPECT_BEFORE_MS;
    })
    .filter(({ region }) => region === null || region === anomaly.region)
    .filter(({ service }) => anomaly.service === null || service === null || service === anomaly.service)
    .sort((a, b) => b.deployedAtMs - a.deployedAtMs)
    .slice(0, MOST_SUSPECTS)
    .map(({ id, kind, service, region, version, deployedAtMs }) => ({
      ...{ id, kind, service, region, version, deployedAtMs },
    }));
}
