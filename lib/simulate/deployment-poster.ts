import type { Clock } from "@/lib/platform/clock";
import type { FleetWorld } from "./fleet-world";
import { releasesBetween, type Release } from "./releases";
import { createSender, type SenderCounts } from "./sender";
import type { SimulateSettings } from "./settings";

const LOOK_EVERY_MS = 5_000;
const REQUEST_TIMEOUT_MS = 30_000;
const QUEUE_LIMIT = 1_000;
/** At its start it also reports what was deployed before; a report that is known already changes nothing. */
const REPORTED_BEFORE_MS = 7 * 24 * 3_600_000;

export interface DeploymentPoster {
  takeCounts(): SenderCounts;
  stop(): void;
}

/** Posts every release of the fleet to the product, as a deployment tool would. */
export function startDeploymentPoster(
  settings: SimulateSettings,
  clock: Clock,
  world: () => FleetWorld,
): DeploymentPoster {
  const sender = createSender({
    url: `${settings.url}/api/v1/hyperscale-monitoring/deployments`,
    headers: { authorization: `Bearer ${settings.key}`, "content-type": "application/json" },
    queueLimit: QUEUE_LIMIT,
    timeoutMs: REQUEST_TIMEOUT_MS,
    nowMs: clock.nowMs,
  });
  let reportedUntilMs = clock.nowMs() - REPORTED_BEFORE_MS;
  const look = () => {
    const nowMs = clock.nowMs();
    for (const release of releasesBetween(world(), reportedUntilMs, nowMs))
      sender.enqueue(Buffer.from(JSON.stringify(deploymentBody(release))));
    reportedUntilMs = Math.max(reportedUntilMs, nowMs);
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    takeCounts: () => sender.takeCounts(),
    stop() {
      clearInterval(timer);
      sender.stop();
    },
  };
}

/** A release as the body of POST /deployments. */
export function deploymentBody(release: Release) {
  return {
    external_id: release.id,
    service: release.service,
    region: release.region,
    environment: "production",
    kind: release.kind,
    version: release.version,
    commit: release.commit,
    committed_at: new Date(release.committedAtMs).toISOString(),
    deployed_at: new Date(release.deployedAtMs).toISOString(),
  };
}
