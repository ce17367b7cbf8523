import type { DeploymentContract } from "@/lib/contracts/deployment";
import { outcomeModel } from "./deployment-model";
import type { StatusModel } from "./status-model";
import { timeAxis } from "./time-axis";
import type { TimeRange } from "./time-range";

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
  /** When, how it went and what it was, for hover. */
  readonly title: string;
}

/** The changes of a range along its time. */
export interface DeploymentLineModel {
  /** Its ends, told no longer than the range needs. */
  readonly from: string;
  readonly to: string;
  readonly marks: readonly DeploymentMark[];
}

const WORST_FIRST: readonly DeploymentContract["outcome"][] = [
  "failed",
  "in_progress",
  "cancelled",
  "succeeded",
];

/** Where the changes of a range stand on its line, oldest first; those outside it are left out. */
export function deploymentLine(
  deployments: readonly DeploymentContract[],
  range: TimeRange,
  timeZone: string,
): DeploymentLineModel {
  const { moment } = timeAxis(range, timeZone);
  return {
    from: moment(range.fromMs),
    to: moment(range.toMs),
    marks: marksOf(deployments, range).map((mark) => ({ ...mark, title: titleOf(mark, moment(mark.atMs)) })),
  };
}

function titleOf({ deployments, outcome }: Omit<DeploymentMark, "title">, moment: string): string {
  const names = deployments.map(({ service, version }) =>
    [service ?? "All services", version].filter((part) => part !== null).join(" "),
  );
  return `${moment}, ${outcome.word.toLowerCase()}: ${names.join(", ")}`;
}

function marksOf(
  deployments: readonly DeploymentContract[],
  range: TimeRange,
): readonly Omit<DeploymentMark, "title">[] {
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
