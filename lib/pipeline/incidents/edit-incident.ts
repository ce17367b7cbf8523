import type { Ctx } from "@/lib/context";
import { PINNABLE, type Incident } from "@/lib/domain/incident";
import { AppError } from "@/lib/platform/errors";
import { changeIncident } from "./change-incident";

/** What a person may set. Absent: it stays as it is. */
export type IncidentEdit = Partial<
  Pick<
    Incident,
    | "title"
    | "description"
    | "severity"
    | "category"
    | "impactStartMs"
    | "impactEndMs"
    | "rootCause"
    | "roles"
  >
>;

/**
 * Sets what is known of an incident; signals do not change it any more. Needs incidents:write.
 * @throws AppError not-found, bad-request for an impact that ends before it starts, or is to come
 */
export function editIncident(
  ctx: Ctx,
  { id, ...edit }: IncidentEdit & { readonly id: string },
): Promise<Incident> {
  return changeIncident(ctx, id, async (incident) => {
    const changed = Object.entries(edit).filter(
      ([field, value]) => JSON.stringify(incident[field as keyof Incident]) !== JSON.stringify(value),
    );
    if (changed.length === 0) return null;
    requirePossible({ ...incident, ...edit }, ctx.clock.nowMs());
    const fields = changed.map(([field]) => field);
    const pinned = PINNABLE.filter((field) => incident.pinned.includes(field) || fields.includes(field));
    const text = `Changed ${fields.map((field) => WORDS[field] ?? field).join(", ")}`;
    return { change: { ...Object.fromEntries(changed), pinned }, kind: "edited", text };
  });
}

const WORDS: Readonly<Record<string, string>> = {
  impactStartMs: "start of impact",
  impactEndMs: "end of impact",
  rootCause: "root cause",
};

function requirePossible({ impactStartMs, impactEndMs }: Incident, nowMs: number): void {
  if (impactStartMs !== null && impactStartMs > nowMs) throw refused("/impact_start", "is in the future");
  if (impactEndMs === null) return;
  if (impactStartMs === null || impactEndMs < impactStartMs)
    throw refused("/impact_end", "is before the start");
  if (impactEndMs > nowMs) throw refused("/impact_end", "is in the future");
}

function refused(pointer: string, message: string): AppError {
  return new AppError("bad-request", `${pointer}: ${message}`, { errors: [{ pointer, message }] });
}
