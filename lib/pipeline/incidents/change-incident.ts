import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx, Stores } from "@/lib/context";
import { INCIDENT_TOPIC, type Incident, type IncidentEventKind } from "@/lib/domain/incident";
import { noticeOfChange } from "@/lib/domain/notification";
import { plainTime } from "@/lib/domain/plain-figure";
import { actorName } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import { addNotifyJob } from "./add-notify-job";
import type { IncidentAction } from "./incident-state";
import { stepIncident } from "./incident-state";
import type { IncidentChange } from "./incident-store";

/** What a person does to an incident. */
export interface PersonalChange {
  readonly change: IncidentChange;
  readonly kind: IncidentEventKind;
  readonly text: string;
  /** When it happened; absent: now. */
  readonly atMs?: number;
}

/** So often somebody else may be quicker before we give up. */
const TRIES = 5;

/**
 * Changes an incident as `decide` says of what it is at that moment: whoever comes second decides again, on what the first one
 * left. Audited, told in the timeline, and can be undone. Needs incidents:write.
 * @throws AppError not-found, and what `decide` throws
 */
export async function changeIncident(
  ctx: Ctx,
  id: string,
  decide: (incident: Incident, tx: Stores) => Promise<PersonalChange | null>,
): Promise<Incident> {
  requireScope(ctx.actor, "incidents:write");
  return ctx.transaction(async (tx) => {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const before = await requireIncident(tx, id);
      const decided = await decide(before, tx);
      if (decided === null) return before;
      const after = await tx.incidents.changeIf(id, before.version, decided.change, ctx.clock.nowMs());
      if (after === null) continue;
      await writeDown(ctx, tx, before, after, decided);
      return after;
    }
    throw new AppError("conflict", "The incident is being changed by others at this moment; try again.");
  });
}

async function writeDown(
  ctx: Ctx,
  tx: Stores,
  before: Incident,
  after: Incident,
  { change, kind, text, atMs }: PersonalChange,
): Promise<void> {
  const { id, version } = after;
  const nowMs = ctx.clock.nowMs();
  const earlier = Object.fromEntries(
    Object.keys(change).map((field) => [field, before[field as keyof IncidentChange]]),
  );
  const hasChanged = Object.keys(change).length > 0;
  const eventId = await tx.incidentEvents.append({
    ...{ incidentId: id, kind, text, atMs: atMs ?? nowMs, recordedMs: nowMs, actor: actorName(ctx.actor) },
    ...(hasChanged ? { undo: { before: earlier, version } } : {}),
  });
  await tx.audit.append(ctx.actor, `incident.${kind}`, id, { before: earlier, change, text });
  const event = noticeOfChange(before, after);
  if (event !== null) await addNotifyJob(tx, { incidentId: id, event, eventId });
  await tx.jobs.notify(INCIDENT_TOPIC);
}

/** @throws AppError not-found */
export async function requireIncident(stores: Stores, id: string): Promise<Incident> {
  const incident = await stores.incidents.find(id);
  if (incident === null) throw new AppError("not-found", "There is no such incident.");
  return incident;
}

/**
 * The status after a person's action; null: it stays.
 * @throws AppError conflict that says who resolved it, and when
 */
export function statusAfter(incident: Incident, action: IncidentAction): Incident["status"] | null {
  const step = stepIncident(incident.status, action);
  switch (step.kind) {
    case "to":
      return step.status;
    case "stay":
      return null;
    case "refused":
      throw new AppError("conflict", whyRefused(incident, step.why));
    default:
      return step satisfies never;
  }
}

function whyRefused({ resolvedBy, resolvedMs }: Incident, why: "resolved" | "not-resolved"): string {
  if (why === "not-resolved") return "It is not resolved.";
  return `It was resolved by ${resolvedBy ?? "somebody"} at ${plainTime(resolvedMs ?? 0)}.`;
}
