import type { Ctx } from "@/lib/context";
import { MINUTE_MS } from "@/lib/domain/window";
import type { Incident } from "@/lib/domain/incident";
import { AppError } from "@/lib/platform/errors";
import { changeIncident } from "./change-incident";

export interface NoteIncidentInput {
  readonly id: string;
  readonly text: string;
  /** When it happened; null: now. */
  readonly atMs: number | null;
}

const MAX_AHEAD_MS = MINUTE_MS;

/** Writes a line into the timeline. Needs incidents:write. @throws AppError not-found, bad-request for a time to come */
export async function noteIncident(ctx: Ctx, { id, text, atMs }: NoteIncidentInput): Promise<Incident> {
  if (atMs !== null && atMs > ctx.clock.nowMs() + MAX_AHEAD_MS) {
    const error = { pointer: "/at", message: "is in the future" };
    throw new AppError("bad-request", `${error.pointer}: ${error.message}`, { errors: [error] });
  }
  return changeIncident(ctx, id, async () => ({
    change: {},
    kind: "note",
    text,
    ...(atMs === null ? {} : { atMs }),
  }));
}
