import type { Objective } from "@/lib/domain/objective";
import type { Prediction, PredictionKind } from "@/lib/domain/prediction";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/domain/window";

const PER_CENT = 100;

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

const WHAT: Readonly<Record<PredictionKind, string>> = {
  cpu_saturation_prediction: "CPU",
  memory_pressure_prediction: "Memory",
  disk_exhaustion_prediction: "Disk",
  connection_exhaustion_prediction: "Database connections",
  latency_degradation_prediction: "The 99th percentile of latency",
  error_budget_exhaustion_prediction: "The spent share of the error budget",
};

/** "99.99 % availability", "p99 within 150 ms": what the budget is of. */
function promise({ kind, target }: Pick<Objective, "kind" | "target">): string {
  const perCent = (ratio: number) => `${Number((ratio * PER_CENT).toFixed(4))} %`;
  switch (kind) {
    case "availability":
      return `${perCent(target)} availability`;
    case "error-ratio":
      return `an error rate within ${perCent(target)}`;
    case "latency-p99":
      return `p99 within ${rounded(target)} ms`;
    case "latency-p95":
      return `p95 within ${rounded(target)} ms`;
    default:
      return kind satisfies never;
  }
}

/** One sentence: what is likely to cross which threshold, how likely, within what, and when about. Times are in UTC. */
export function describePrediction(
  { kind, service, threshold, confidence, horizonMs, crossing, openedMs }: Prediction,
  { place, objective }: PredictionScene,
): string {
  const budget = objective === null ? "" : ` for ${promise(objective)}`;
  const what = `${WHAT[kind]}${service === null ? "" : ` of ${service}`}${budget}`;
  const likely = `${Math.round(confidence * PER_CENT)} % within ${span(horizonMs)}`;
  const when = crossing === null ? "" : `, about ${around(crossing, openedMs)}`;
  return `${what} in ${place} is likely to rise above ${level(kind, threshold)}: ${likely}${when}.`;
}

function level(kind: PredictionKind, threshold: number): string {
  if (kind === "latency_degradation_prediction") return `${rounded(threshold)} ms`;
  return `${rounded(threshold * PER_CENT)} %`;
}

function rounded(value: number): string {
  return String(Number(value.toFixed(1)));
}

function span(ms: number): string {
  return ms < HOUR_MS ? `${ms / MINUTE_MS} min` : `${ms / HOUR_MS} h`;
}

function around({ medianMs, fromMs, toMs }: NonNullable<Prediction["crossing"]>, openedMs: number): string {
  const far = toMs - openedMs >= DAY_MS;
  const time = (ms: number) => {
    const iso = new Date(ms).toISOString();
    return far ? `${iso.slice(0, 10)} ${iso.slice(11, 16)}` : iso.slice(11, 16);
  };
  return `${time(medianMs)} UTC (${time(fromMs)} to ${time(toMs)})`;
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
