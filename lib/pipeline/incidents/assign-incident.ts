import type { Ctx } from "@/lib/context";
import type { Incident } from "@/lib/domain/incident";
import { AppError } from "@/lib/platform/errors";
import { changeIncident } from "./change-incident";

export interface AssignIncidentInput {
  readonly id: string;
  /** Of a person; null: nobody. */
  readonly assigneeId: string | null;
}

/**
 * Says who is on it. Needs incidents:write.
 * @throws AppError not-found, bad-request for somebody who is not known
 */
export function assignIncident(ctx: Ctx, { id, assigneeId }: AssignIncidentInput): Promise<Incident> {
  return changeIncident(ctx, id, async (incident, tx) => {
    if (incident.assigneeId === assigneeId) return null;
    const person =
      assigneeId === null ? null : (await tx.people.list()).find((each) => each.id === assigneeId);
    if (person === undefined) throw nobody();
    const assigneeName = person?.name ?? null;
    const text = person === null ? "Assigned to nobody" : `Assigned to ${person.name}`;
    return { change: { assigneeId, assigneeName }, kind: "assigned", text };
  });
}

function nobody(): AppError {
  const error = { pointer: "/assignee_id", message: "is nobody who is known here" };
  return new AppError("bad-request", `${error.pointer}: ${error.message}`, { errors: [error] });
}
