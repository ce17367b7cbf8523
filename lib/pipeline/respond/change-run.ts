import type { Stores } from "@/lib/context";
import { INCIDENT_SEVERITIES, INCIDENT_TOPIC, isActive } from "@/lib/domain/incident";
import type { ResponseRun } from "@/lib/domain/response";
import { AppError } from "@/lib/platform/errors";
import type { RunChange } from "./response-store";
import { stepRun, type RunEvent } from "./run-state";

export interface RunStep {
  readonly event: RunEvent;
  readonly change?: RunChange;
  /** Of the incident's timeline. */
  readonly text: string;
  readonly by: string;
  readonly nowMs: number;
}

const FINAL = ["verified", "rolled-back", "failed", "denied", "expired"];

/**
 * Takes a run one step on, if it is still as it was read, and writes it into its incident's timeline. null: somebody was
 * quicker, or the step does not apply any more.
 */
export async function changeRun(
  tx: Stores,
  run: ResponseRun,
  { event, change = {}, text, by, nowMs }: RunStep,
): Promise<ResponseRun | null> {
  const state = stepRun(run.state, event);
  if (state === null) return null;
  const ended = FINAL.includes(state) ? { endedMs: nowMs } : {};
  const after = await tx.responses.changeIf(run.id, run.version, { ...ended, ...change, state });
  if (after !== null) await tellOf(tx, run, text, by, nowMs);
  return after;
}

export async function tellOf(
  tx: Stores,
  { incidentId }: Pick<ResponseRun, "incidentId">,
  text: string,
  actor: string,
  nowMs: number,
): Promise<void> {
  const at = { atMs: nowMs, recordedMs: nowMs };
  await tx.incidentEvents.append({ incidentId, kind: "response", actor, text, ...at });
  await tx.jobs.notify(INCIDENT_TOPIC);
}

/** What was tried did not help: the incident is one step graver, unless a person set how grave it is. */
export async function escalate(
  tx: Stores,
  run: Pick<ResponseRun, "incidentId">,
  by: string,
  nowMs: number,
): Promise<void> {
  const incident = await tx.incidents.find(run.incidentId);
  if (incident === null || !isActive(incident) || incident.pinned.includes("severity")) return;
  const graver = INCIDENT_SEVERITIES[INCIDENT_SEVERITIES.indexOf(incident.severity) - 1];
  if (graver === undefined) return;
  await tx.incidents.change(incident.id, { severity: graver }, nowMs);
  await tellOf(tx, run, `Escalated to ${graver}: the response did not help.`, by, nowMs);
}

/** @throws AppError not-found */
export async function requireRun(stores: Stores, id: string): Promise<ResponseRun> {
  const run = await stores.responses.find(id);
  if (run === null) throw new AppError("not-found", "There is no such response.");
  return run;
}

/** @throws AppError conflict: what a person wants cannot be any more */
export function requireChanged(changed: ResponseRun | null, { state }: ResponseRun): ResponseRun {
  if (changed === null) throw new AppError("conflict", `It is ${state.replace("-", " ")}, or just changed.`);
  return changed;
}
