import type { RunState } from "@/lib/domain/response";

/**
 * What can happen to a run. `claim`: it may start; `start`: its executor is about to be asked; `answer`: it was; `refusal`: it
 * surely did nothing; `silence`: nobody knows; `relieved`, `not-relieved`: as telemetry shows; `undone`: it was taken back.
 */
export const RUN_EVENTS = [
  "claim",
  "deny",
  "expire",
  "start",
  "answer",
  "refusal",
  "silence",
  "settle-happened",
  "settle-nothing",
  "relieved",
  "not-relieved",
  "undone",
] as const;
export type RunEvent = (typeof RUN_EVENTS)[number];

/** Total: every event has an answer in every state. null: it does not apply. */
export function stepRun(state: RunState, event: RunEvent): RunState | null {
  switch (event) {
    case "claim":
      return isWaiting(state) ? "claimed" : null;
    case "deny":
      return isWaiting(state) ? "denied" : null;
    case "expire":
      return isWaiting(state) ? "expired" : null;
    case "start":
      return state === "claimed" ? "running" : null;
    case "answer":
      return state === "running" ? "verifying" : null;
    case "refusal":
      return state === "claimed" || state === "running" ? "failed" : null;
    case "silence":
      return state === "running" ? "unknown" : null;
    case "settle-happened":
      return state === "unknown" ? "verifying" : null;
    case "settle-nothing":
      return state === "unknown" ? "failed" : null;
    case "relieved":
      return state === "verifying" ? "verified" : null;
    case "not-relieved":
      return state === "verifying" ? "failed" : null;
    case "undone":
      return state === "verifying" || state === "verified" ? "rolled-back" : null;
    default:
      return event satisfies never;
  }
}

function isWaiting(state: RunState): boolean {
  return state === "suggested" || state === "awaiting-approval";
}
