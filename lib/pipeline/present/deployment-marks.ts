import type { DeploymentContract } from "@/lib/contracts/deployment";
import { outcomeModel } from "./deployment-model";
import type { StatusModel } from "./status-model";

/** Changes so near to each other that they would cover each other share a mark. */
const NEAREST = 0.012;

/** A moment on the line of time at which something was changed. */
export interface DeploymentMark {
  /** 0–1 from the start of the range to its end. */
  readonly at: number;
  readonly atMs: number;
  /** The worst of them. */
  readonly outcome: StatusModel;
  /** Newest first. */
  readonly deployments: readonly DeploymentContract[];
}

const WORST_FIRST: readonly DeploymentContract["outcome"][] = [
  "failed",
  "in_progress",
  "cancelled",
  "succeeded",
];

/** Where the changes of a range stand on its line, oldest first; those outside it are left out. */
export function deploymentMarks(
  deployments: readonly DeploymentContract[],
  range: { readonly fromMs: number; readonly toMs: number },
): readonly DeploymentMark[] {
  const lengthMs = range.toMs - range.fromMs;
  if (lengthMs <= 0) return [];
  const placed = deployments
    .map((deployment) => {
      const atMs = Date.parse(deployment.deployed_at);
      return { deployment, atMs, at: (atMs - range.fromMs) / lengthMs };
    })
    .filter(({ at }) => at >= 0 && at <= 1)
    .sort((a, b) => a.atMs - b.atMs);
  const groups: (typeof placed)[] = [];
  for (const one of placed) {
    const last = groups.at(-1);
    if (last && one.at - last[0].at < NEAREST) last.push(one);
    else groups.push([one]);
  }
  return groups.map((group) => {
    const together = group.map(({ deployment }) => deployment).reverse();
    const worst = WORST_FIRST.find((outcome) => together.some((each) => each.outcome === outcome));
    return {
      at: group[0].at,
      atMs: group[0].atMs,
      outcome: outcomeModel(worst ?? "succeeded"),
      deployments: together,
    };
  });
}
