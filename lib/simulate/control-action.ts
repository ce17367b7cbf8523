import { ramp } from "./progress";
import type { Pressure } from "./pressure";

/** What an operator, or an automated response, can do to the fleet. */
export const ACTION_KINDS = [
  "scale-out",
  "throttle",
  "shift-traffic",
  "clean-up",
  "restart",
  "roll-back",
] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

/** One action: a plain value, from which its effect at any time follows. */
export interface ControlAction {
  readonly id: string;
  readonly kind: ActionKind;
  readonly region: string;
  /** null: every service of the region. */
  readonly service: string | null;
  /** Of servers to add, requests to turn away, traffic to move; nothing for the other kinds. */
  readonly share: number;
  /** Where shifted traffic goes; null: to every other region by its size. */
  readonly toRegion: string | null;
  readonly atMs: number;
  /** When it was taken back; absent: it was not. */
  readonly undoneMs?: number;
  /** As that of scenarios, so that help keeps pace with what it helps against. */
  readonly speed: number;
}

const MINUTE_MS = 60_000;

interface Course {
  /** Until the first effect: servers boot, DNS answers expire, a roll-out is prepared. */
  readonly delayMs: number;
  readonly rampMs: number;
  /** How long it stays at full effect; null: for good. */
  readonly holdMs: number | null;
  readonly share: { readonly usual: number; readonly most: number };
}

const ONCE = { usual: 0, most: 0 };

export const ACTION_COURSES: Readonly<Record<ActionKind, Course>> = {
  "scale-out": {
    delayMs: 3 * MINUTE_MS,
    rampMs: 3 * MINUTE_MS,
    holdMs: 240 * MINUTE_MS,
    share: { usual: 0.25, most: 0.5 },
  },
  throttle: { delayMs: 0, rampMs: MINUTE_MS / 2, holdMs: 30 * MINUTE_MS, share: { usual: 0.2, most: 0.8 } },
  "shift-traffic": {
    delayMs: MINUTE_MS / 2,
    rampMs: 2 * MINUTE_MS,
    holdMs: 60 * MINUTE_MS,
    share: { usual: 0.3, most: 0.8 },
  },
  "clean-up": { delayMs: MINUTE_MS / 2, rampMs: 3 * MINUTE_MS, holdMs: null, share: ONCE },
  restart: { delayMs: MINUTE_MS / 2, rampMs: 4 * MINUTE_MS, holdMs: null, share: ONCE },
  "roll-back": { delayMs: MINUTE_MS, rampMs: 3 * MINUTE_MS, holdMs: null, share: ONCE },
};

/** Targets that are out at a time while a service is restarted or rolled back, a few at a time. */
const ROLLING_SHARE = 0.05;

export function actionHits(action: ControlAction, region: string, service: string): boolean {
  return action.region === region && (action.service === null || action.service === service);
}

/** How far the action has come at `timeMs`: 0 before its effect begins, 1 once it is complete. */
export function actionProgress(action: ControlAction, timeMs: number): number {
  const { delayMs, rampMs } = ACTION_COURSES[action.kind];
  return ramp(((timeMs - action.atMs) * action.speed - delayMs) / rampMs);
}

/** The same, going back to 0 once it has been held for its time. */
export function actionLevel(action: ControlAction, timeMs: number): number {
  const { delayMs, rampMs, holdMs } = ACTION_COURSES[action.kind];
  const { atMs, undoneMs = Infinity, speed } = action;
  const progress = actionProgress(action, Math.min(timeMs, undoneMs));
  if (holdMs === null) return progress;
  const sinceHeldMs = Math.max(
    (timeMs - atMs) * speed - delayMs - rampMs - holdMs,
    (timeMs - undoneMs) * speed,
  );
  return progress * (1 - ramp(sinceHeldMs / rampMs));
}

/**
 * What the action itself does to a service that it hits; what it mends is in scenario-level.ts, whose traffic it moves
 * where in region-demand.ts.
 */
export function pressAction(pressure: Pressure, action: ControlAction, timeMs: number): void {
  const level = actionLevel(action, timeMs);
  switch (action.kind) {
    case "scale-out":
      pressure.addedServers += action.share * level;
      return;
    case "throttle":
      pressure.shed = 1 - (1 - pressure.shed) * (1 - action.share * level);
      return;
    case "restart":
    case "roll-back":
      if (level > 0 && level < 1) pressure.restarting = ROLLING_SHARE;
      return;
    case "shift-traffic":
    case "clean-up":
      return;
    default:
      action.kind satisfies never;
  }
}
