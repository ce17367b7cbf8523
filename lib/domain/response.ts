import type { IncidentCategory, IncidentPlace, IncidentSeverity, SignalSource } from "./incident";
import type { PredictionKind } from "./prediction";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "./window";

/** What an automated response can do. */
export const RESPONSE_ACTIONS = [
  "scale-out",
  "throttle-traffic",
  "shift-traffic",
  "clean-up",
  "restart",
  "roll-back",
] as const;
export type ResponseActionKind = (typeof RESPONSE_ACTIONS)[number];

/** suggest: a person may start it. approve: a person is asked, for a time. auto: it starts within its limits. */
export const RESPONSE_MODES = ["suggest", "approve", "auto"] as const;
export type ResponseMode = (typeof RESPONSE_MODES)[number];

export const RUN_STATES = [
  "suggested",
  "awaiting-approval",
  "claimed",
  "running",
  "verifying",
  "verified",
  "rolled-back",
  "failed",
  "unknown",
  "denied",
  "expired",
] as const;
export type RunState = (typeof RUN_STATES)[number];

/** Somebody or something may still decide. */
export const WAITING_STATES = ["suggested", "awaiting-approval"] as const satisfies readonly RunState[];
/** It acts, or may be acting. */
export const ACTING_STATES = [
  "claimed",
  "running",
  "verifying",
  "unknown",
] as const satisfies readonly RunState[];

export const RESPOND_JOB = "respond";
export const EXECUTE_JOB = "execute-response";
export const UNDO_JOB = "undo-response";

/** An executor that has not answered by then may have acted: nobody knows. */
export const ANSWER_WITHIN_MS = 2 * MINUTE_MS;
/** A claim that nobody took up for so long is given up: what it was for may be over. */
export const CLAIM_LASTS_MS = 5 * MINUTE_MS;
/** A claim whose job is lost is handed out again after so long. */
export const HAND_OUT_AGAIN_MS = 30 * SECOND_MS;

export interface ResponseAction {
  readonly kind: ResponseActionKind;
  /** Of servers to add, requests to turn away, traffic to move, 0–1; null: nothing to choose. */
  readonly share: number | null;
  /** Where shifted traffic goes; null: to all others. */
  readonly toRegion: string | null;
}

/** Hours of the day in UTC, [from, to); where `from` is later than `to` it spans midnight. */
export interface DayHours {
  readonly fromHour: number;
  readonly toHour: number;
}

/** Which incidents it is about. An empty list: any. */
export interface PolicyMatch {
  readonly sources: readonly SignalSource[];
  /** Of signals that are predictions. */
  readonly predictionKinds: readonly PredictionKind[];
  /** Of signals that are predictions: the calibrated probability. */
  readonly minProbability: number;
  readonly categories: readonly IncidentCategory[];
  readonly minSeverity: IncidentSeverity;
  readonly regions: readonly string[];
  readonly services: readonly string[];
  /** null: at any time. */
  readonly hours: DayHours | null;
}

export interface RateLimit {
  /** Most runs within an hour. */
  readonly perHour: number;
  /** Least time between two. */
  readonly cooldownMs: number;
}

export interface PolicyLimits {
  /** Of the same action, wherever. */
  readonly action: RateLimit;
  /** Of any action at the same place. */
  readonly scope: RateLimit;
  /** Most of all servers that may be touched at a time, 0–1. */
  readonly capacityShare: number;
}

export interface ResponsePolicySettings {
  readonly name: string;
  readonly enabled: boolean;
  readonly mode: ResponseMode;
  readonly match: PolicyMatch;
  /** The next one is for when the one before did not help. */
  readonly actions: readonly ResponseAction[];
  readonly limits: PolicyLimits;
  /** How long a person is asked. */
  readonly approveWithinMs: number;
  /** By when telemetry has to show that it helped. */
  readonly verifyWithinMs: number;
}

export interface ResponsePolicy extends ResponsePolicySettings {
  readonly id: string;
  readonly version: number;
}

export const DEFAULT_LIMITS: PolicyLimits = {
  action: { perHour: 2, cooldownMs: 10 * MINUTE_MS },
  scope: { perHour: 2, cooldownMs: 15 * MINUTE_MS },
  capacityShare: 0.1,
};
export const DEFAULT_APPROVE_WITHIN_MS = 30 * MINUTE_MS;
export const DEFAULT_VERIFY_WITHIN_MS = 30 * MINUTE_MS;
/** Rates look no further back. */
export const RATE_WINDOW_MS = HOUR_MS;
export const LONGEST_COOLDOWN_MS = DAY_MS;

/** A region, or a service in it: what an action is done to. */
export interface ResponseTarget {
  readonly region: string;
  /** null: the region as a whole. */
  readonly service: string | null;
}

/** The figures of a target as the newest cycle has them; ratios 0–1. */
export interface TargetFigures {
  /** Of the newest sample behind them. */
  readonly newestSampleMs: number | null;
  readonly stale: boolean;
  readonly requestsPerSecond: number | null;
  readonly errorRatio: number | null;
  readonly latencyP99Ms: number | null;
  readonly cpuRatio: number | null;
  readonly memoryRatio: number | null;
  readonly diskRatio: number | null;
  readonly connectionRatio: number | null;
  readonly servers: number | null;
}

/** A line of the ledger: one action of one policy for one incident. */
export interface ResponseRun extends ResponseTarget {
  readonly id: string;
  readonly policyId: string;
  /** As it was called then. */
  readonly policyName: string;
  readonly mode: ResponseMode;
  readonly incidentId: string;
  /** The signal that it answers. */
  readonly signalId: string;
  readonly action: ResponseAction;
  /** Which of the policy's actions, from 0. */
  readonly step: number;
  readonly state: RunState;
  /** Why it was thought of. */
  readonly reason: string;
  /** The limit that keeps it from starting by itself; null: none. */
  readonly heldBy: string | null;
  readonly createdMs: number;
  /** When nobody is asked any more; null: as long as the incident lasts. */
  readonly expiresMs: number | null;
  /** Who let it start, or denied it. */
  readonly decidedBy: string | null;
  readonly decidedMs: number | null;
  readonly claimedMs: number | null;
  /** Of all servers, how many it touches, 0–1; null before it was claimed. */
  readonly capacityShare: number | null;
  readonly executedMs: number | null;
  readonly verifyByMs: number | null;
  /** What was sent to the executor, and what came back. */
  readonly request: unknown;
  readonly answer: unknown;
  /** The executor's name for it; null: it gave none. */
  readonly externalId: string | null;
  readonly before: TargetFigures | null;
  readonly after: TargetFigures | null;
  readonly endedMs: number | null;
  /** What became of it, in a sentence. */
  readonly outcome: string | null;
  readonly undoAskedBy: string | null;
  readonly demo: boolean;
  readonly version: number;
}

/** A time in which nothing starts by itself or by hand. */
export interface FreezeWindow {
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly weekly: boolean;
  /** Empty: everywhere. */
  readonly regions: readonly string[];
}

export interface ResponseSettings {
  /** Nothing starts while it is stopped. */
  readonly stopped: boolean;
  readonly freezes: readonly FreezeWindow[];
}

export interface VersionedResponseSettings extends ResponseSettings {
  readonly version: number;
}

export const DEFAULT_RESPONSE_SETTINGS: VersionedResponseSettings = {
  stopped: false,
  freezes: [],
  version: 0,
};

export function targetName({ region, service }: IncidentPlace): string {
  if (region === null) return service ?? "the platform";
  return service === null ? region : `${service} in ${region}`;
}
