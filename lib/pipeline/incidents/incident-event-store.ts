import { z } from "zod";
import type { Db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { INCIDENT_EVENT_KINDS, type IncidentEvent } from "@/lib/domain/incident";
import type { IncidentChange } from "./incident-store";

export interface NewIncidentEvent extends Omit<IncidentEvent, "id"> {
  /** What can be undone: the fields as they were, and the version that the change made. */
  readonly undo?: { readonly before: IncidentChange; readonly version: number };
}

/** The newest change of an incident that can be undone. */
export interface UndoableEvent extends IncidentEvent {
  readonly before: IncidentChange;
  readonly version: number;
}

export interface IncidentEventStore {
  /** Returns its id. */
  append(event: NewIncidentEvent): Promise<string>;
  /** Of one moment, in their order; none of them can be undone. */
  appendAll(events: readonly Omit<IncidentEvent, "id">[]): Promise<void>;
  /** By the time that it happened. */
  list(incidentId: string): Promise<IncidentEvent[]>;
  /** null: the newest change of it cannot be. */
  undoable(incidentId: string): Promise<UndoableEvent | null>;
}

export function createIncidentEventStore(db: Db): IncidentEventStore {
  return {
    async append({ atMs, recordedMs, undo, ...event }) {
      const times = { atMs: BigInt(atMs), recordedMs: BigInt(recordedMs) };
      const before = undo && { before: undo.before as Prisma.InputJsonValue, version: undo.version };
      return String((await db.incidentEvent.create({ data: { ...event, ...times, ...before } })).id);
    },
    async appendAll(events) {
      const data = events.map((event) => ({
        ...{ ...event, atMs: BigInt(event.atMs), recordedMs: BigInt(event.recordedMs) },
      }));
      if (data.length > 0) await db.incidentEvent.createMany({ data });
    },
    async list(incidentId) {
      const orderBy = [{ atMs: "asc" as const }, { id: "asc" as const }];
      return (await db.incidentEvent.findMany({ where: { incidentId }, orderBy })).map((row) =>
        eventSchema.parse(row),
      );
    },
    async undoable(incidentId) {
      const where = { incidentId, version: { not: null } };
      const row = await db.incidentEvent.findFirst({ where, orderBy: { id: "desc" } });
      if (row === null || row.before === null || row.version === null) return null;
      return { ...eventSchema.parse(row), before: row.before as IncidentChange, version: row.version };
    },
  };
}

const time = z.bigint().transform(Number);
const eventSchema = z.object({
  id: z.bigint().transform(String),
  incidentId: z.string(),
  kind: z.enum(INCIDENT_EVENT_KINDS),
  atMs: time,
  recordedMs: time,
  actor: z.string(),
  text: z.string(),
});
