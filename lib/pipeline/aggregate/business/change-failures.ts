import type { DeliveryChange } from "@/lib/domain/delivery";

export interface ChangeFailures {
  /** Deployments that failed, or were rolled back. */
  readonly failures: number;
  /** From each failed deployment to the next success in its place, be it a deployment or a rollback. */
  readonly recoveriesMs: readonly number[];
  /** Places that still wait for one. */
  readonly unrecovered: number;
}

/** What is known of one place (a service in a region) while its events are walked through. */
interface Place {
  /** When it began to fail; null: it runs. */
  readonly failingSinceMs: number | null;
  /** The newest good deployment that nobody rolled back yet. */
  readonly newestGoodMs: number | null;
}

const START: Place = { failingSinceMs: null, newestGoodMs: null };

/**
 * Failures and recoveries of change events. A rollback says that the newest deployment of its place was bad from the start,
 * and ends that; one without such a deployment mends a failed one, or nothing that is known.
 */
export function changeFailures(changes: readonly DeliveryChange[]): ChangeFailures {
  const places = new Map<string, Place>();
  const recoveriesMs: number[] = [];
  let failures = 0;
  for (const change of [...changes].sort((a, b) => a.deployedAtMs - b.deployedAtMs)) {
    const key = JSON.stringify([change.service, change.region]);
    const step = next(places.get(key) ?? START, change);
    places.set(key, step.place);
    failures += step.failures;
    if (step.recoveryMs !== null) recoveriesMs.push(step.recoveryMs);
  }
  const unrecovered = [...places.values()].filter(({ failingSinceMs }) => failingSinceMs !== null).length;
  return { failures, recoveriesMs, unrecovered };
}

interface Step {
  readonly place: Place;
  readonly failures: number;
  readonly recoveryMs: number | null;
}

function next(place: Place, { kind, outcome, deployedAtMs }: DeliveryChange): Step {
  const mended = place.failingSinceMs === null ? null : deployedAtMs - place.failingSinceMs;
  const same: Step = { place, failures: 0, recoveryMs: null };
  if (kind === "deploy" && outcome === "failed")
    return {
      place: { failingSinceMs: place.failingSinceMs ?? deployedAtMs, newestGoodMs: null },
      failures: 1,
      recoveryMs: null,
    };
  if (outcome !== "succeeded") return same;
  if (kind === "deploy")
    return {
      place: { failingSinceMs: null, newestGoodMs: deployedAtMs },
      failures: 0,
      recoveryMs: mended,
    };
  if (kind !== "rollback") return same;
  if (place.newestGoodMs !== null)
    return { place: START, failures: 1, recoveryMs: deployedAtMs - place.newestGoodMs };
  return { place: START, failures: 0, recoveryMs: mended };
}
