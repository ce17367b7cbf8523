import { crossingTime, crossingWords } from "@/lib/domain/crossing-words";
import type { Objective } from "@/lib/domain/objective";
import type { Prediction, PredictionKind } from "@/lib/domain/prediction";

/** A change that went out shortly before. */
export interface SuspectChange {
  readonly service: string | null;
  readonly version: string | null;
  readonly deployedAtMs: number;
}

/** What is known around a prediction when it opens. */
export interface PredictionScene {
  /** What people call the region. */
  readonly place: string;
  readonly origin: string | null;
  /** Whose error budget it is; null: of none, or it is gone. */
  readonly objective: Pick<Objective, "kind" | "target"> | null;
  readonly suspects: readonly SuspectChange[];
}

const PER_CENT = 100;

/** "99.99 % availability", "p99 within 150 ms": what the budget is of. */
function promise({ kind, target }: Pick<Objective, "kind" | "target">): string {
  const milliseconds = (ms: number) => `${Number(ms.toFixed(1))} ms`;
  const perCent = (ratio: number) => `${Number((ratio * PER_CENT).toFixed(4))} %`;
  switch (kind) {
    case "availability":
      return `${perCent(target)} availability`;
    case "error-ratio":
      return `an error rate within ${perCent(target)}`;
    case "latency-p99":
      return `p99 within ${milliseconds(target)}`;
    case "latency-p95":
      return `p95 within ${milliseconds(target)}`;
    default:
      return kind satisfies never;
  }
}

/** One sentence: what is likely to cross which threshold, how likely, within what, and when about. Times are in UTC. */
export function describePrediction(
  { kind, service, threshold, confidence, horizonMs, crossing, openedMs }: Prediction,
  { place, objective }: PredictionScene,
): string {
  const budgetOf = objective === null ? null : promise(objective);
  const said = crossingWords(
    { kind, service, threshold, horizonMs, probability: confidence },
    place,
    budgetOf,
  );
  return crossing === null ? `${said}.` : `${said}, about ${crossingTime(crossing, openedMs)}.`;
}

/** What somebody can do about it, the likeliest help first. */
export function recommendedActions(kind: PredictionKind, scene: PredictionScene): string[] {
  return [...scene.suspects.map(suspicion), ...remedies(kind, scene)];
}

function suspicion({ service, version, deployedAtMs }: SuspectChange): string {
  const what = [service ?? "all services", version].filter((part) => part !== null).join(" ");
  const at = new Date(deployedAtMs).toISOString().slice(11, 16);
  return `Check the change of ${what} at ${at} UTC, and roll it back if it is the cause.`;
}

function remedies(kind: PredictionKind, { place, origin, objective }: PredictionScene): string[] {
  const where = origin === null ? place : `${origin} in ${place}`;
  switch (kind) {
    case "cpu_saturation_prediction":
      return [`Add servers to ${where}, or move a part of its traffic to another region.`];
    case "memory_pressure_prediction":
      return [
        `Restart the instances of ${where} one after the other if memory only grows, else add servers.`,
      ];
    case "disk_exhaustion_prediction":
      return [`Free or extend the disks of ${where}: look for logs and old data first.`];
    case "connection_exhaustion_prediction":
      return [
        `Raise the connection limit or add a pool in front of it; look for connections that ${where} leaves open.`,
      ];
    case "latency_degradation_prediction":
      return [`Find what is slow in ${where}: what it calls first, then add capacity.`];
    case "error_budget_exhaustion_prediction":
      return [
        `Stop risky changes of ${where} and mend what ${isOfLatency(objective) ? "is slowest" : "fails most"}, before the budget is gone.`,
      ];
    default:
      return kind satisfies never;
  }
}

function isOfLatency(objective: PredictionScene["objective"]): boolean {
  return objective?.kind === "latency-p99" || objective?.kind === "latency-p95";
}
