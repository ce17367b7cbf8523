import type { DeploymentContract } from "@/lib/contracts/deployment";
import type { Deployment } from "@/lib/domain/deployment";
import { presentDeployment } from "./present-deployment";
import type { RestAnswer } from "./rest-answer";

/** A page of change events. @param last where the next page goes on; null: on the last */
export function deploymentListAnswer(page: {
  readonly deployments: readonly Deployment[];
  readonly last: Pick<Deployment, "deployedAtMs" | "id"> | null;
}): RestAnswer<DeploymentContract[]> {
  const { deployments, last } = page;
  return {
    data: deployments.map(presentDeployment),
    asOfMs: null,
    demo: deployments.some(({ demo }) => demo),
    missing: [],
    meta: { next_cursor: last === null ? null : `${last.deployedAtMs}.${last.id}` },
  };
}
