import type { Ctx } from "@/lib/context";
import type { Incident, IncidentStatus } from "@/lib/domain/incident";
import { changeIncident, statusAfter } from "./change-incident";

export interface SetIncidentStatusInput {
  readonly id: string;
  readonly status: Exclude<IncidentStatus, "open" | "resolved">;
  /** What others should know; null: nothing. */
  readonly text: string | null;
}

/** Sets how far one is, with a word for others. Needs incidents:write. @throws AppError not-found, conflict */
export function setIncidentStatus(ctx: Ctx, { id, status, text }: SetIncidentStatusInput): Promise<Incident> {
  return changeIncident(ctx, id, async (incident) => {
    const next = statusAfter(incident, { kind: "set-status", to: status });
    if (next === null && text === null) return null;
    const said = text === null ? "" : `: ${text}`;
    return { change: next ? { status: next } : {}, kind: "status", text: `${capital(status)}${said}` };
  });
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
