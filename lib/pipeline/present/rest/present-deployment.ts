import type { DeploymentContract } from "@/lib/contracts/deployment";
import type { Deployment } from "@/lib/domain/deployment";
import { isoOf, isoOrNull } from "./rest-value";

/** A change event as the contract has it. */
export function presentDeployment(deployment: Deployment): DeploymentContract {
  const { externalId, deployedAtMs, committedAtMs, recordedAtMs, recordedBy, ...same } = deployment;
  return {
    ...same,
    external_id: externalId,
    deployed_at: isoOf(deployedAtMs),
    committed_at: isoOrNull(committedAtMs),
    recorded_at: isoOf(recordedAtMs),
    recorded_by: recordedBy,
  };
}
