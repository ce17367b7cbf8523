import {
  type DeliveryChange,
  type DeliveryFigures,
  type DeliveryKey,
  type DeliveryKeyName,
} from "@/lib/domain/delivery";
import { median } from "@/lib/domain/median";
import { DAY_MS } from "@/lib/domain/window";
import { changeFailures } from "./change-failures";
import { doraCluster } from "./dora-clusters";

/** The four keys look back this far. */
export const DELIVERY_WINDOW_MS = 30 * DAY_MS;

/**
 * DORA's four keys from production change events of the last 30 days. Rates are over as long as there are deployments, but
 * at least a day. null: nothing was deployed.
 * @param incidentsMs how long users felt each incident of that time that is over: what recovery is about; where there is none,
 * what failed deployments tell of it stands in
 * @param firstMs when the oldest of all deployments was; null: there was none
 */
export function deliveryFigures(
  changes: readonly DeliveryChange[],
  firstMs: number | null,
  asOfMs: number,
  incidentsMs: readonly number[] = [],
): DeliveryFigures | null {
  const inWindow = changes.filter(
    ({ deployedAtMs }) => deployedAtMs <= asOfMs && deployedAtMs > asOfMs - DELIVERY_WINDOW_MS,
  );
  const ended = inWindow.filter(
    ({ kind, outcome }) => kind === "deploy" && (outcome === "succeeded" || outcome === "failed"),
  );
  if (ended.length === 0 || firstMs === null) return null;
  const windowMs = Math.min(DELIVERY_WINDOW_MS, Math.max(DAY_MS, asOfMs - firstMs));
  const succeeded = ended.filter(({ outcome }) => outcome === "succeeded");
  const deployments = distinctDeployments(succeeded);
  const deploymentsPerDay = deployments / (windowMs / DAY_MS);
  const leadMs = succeeded.flatMap(({ deployedAtMs, committedAtMs }) =>
    committedAtMs === null ? [] : Math.max(0, deployedAtMs - committedAtMs),
  );
  const { failures, recoveriesMs, unrecovered } = changeFailures(inWindow);
  const recoveryOf = incidentsMs.length > 0 ? "incidents" : recoveriesMs.length > 0 ? "deployments" : null;
  const recovered = recoveryOf === "incidents" ? incidentsMs : recoveriesMs;
  const keys = [
    keyOf("deployment-frequency", deploymentsPerDay, deployments),
    keyOf("lead-time", median(leadMs), leadMs.length),
    keyOf("change-failure-rate", failures / ended.length, ended.length),
    keyOf("recovery-time", median(recovered), recovered.length),
  ].flat();
  const score = keys.reduce((sum, key) => sum + key.score, 0) / keys.length;
  return { windowMs, deploymentsPerDay, keys, score, unrecovered, recoveryOf };
}

/** The same version of a service in several regions is one deployment; an event without a version is one of its own. */
function distinctDeployments(deploys: readonly DeliveryChange[]): number {
  return new Set(
    deploys.map(({ id, service, version }) => JSON.stringify(version === null ? [id] : [service, version])),
  ).size;
}

/** Nothing of a value that is not known. */
function keyOf(name: DeliveryKeyName, value: number | null, events: number): DeliveryKey[] {
  return value === null ? [] : [{ name, value, events, ...doraCluster(name, value) }];
}
