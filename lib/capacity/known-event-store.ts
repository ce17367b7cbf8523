import { randomUUID } from "node:crypto";
import type { Db } from "@/lib/db/client";
import type { KnownEvent as Row } from "@/lib/db/generated/client";
import type { KnownEvent, KnownEventSettings } from "@/lib/domain/known-event";

export interface KnownEventStore {
  count(): Promise<number>;
  /** By when they begin. */
  list(): Promise<KnownEvent[]>;
  find(id: string): Promise<KnownEvent | null>;
  create(settings: KnownEventSettings, createdBy: string, nowMs: number): Promise<KnownEvent>;
  /** null: it changed since `version`, or is gone. */
  update(id: string, version: number, settings: KnownEventSettings): Promise<KnownEvent | null>;
  /** False: it changed since `version`, or is gone. */
  remove(id: string, version: number): Promise<boolean>;
}

export function createKnownEventStore(db: Db): KnownEventStore {
  return {
    count: () => db.knownEvent.count(),
    async list() {
      const rows = await db.knownEvent.findMany({ orderBy: [{ fromAt: "asc" }, { id: "asc" }] });
      return rows.map(toEvent);
    },
    async find(id) {
      const row = await db.knownEvent.findUnique({ where: { id } });
      return row && toEvent(row);
    },
    async create(settings, createdBy, nowMs) {
      const data = { id: randomUUID(), ...toColumns(settings), createdBy, createdAt: new Date(nowMs) };
      return toEvent(await db.knownEvent.create({ data }));
    },
    async update(id, version, settings) {
      const data = { ...toColumns(settings), version: { increment: 1 } };
      const rows = await db.knownEvent.updateManyAndReturn({ where: { id, version }, data });
      return rows.map(toEvent)[0] ?? null;
    },
    async remove(id, version) {
      return (await db.knownEvent.deleteMany({ where: { id, version } })).count > 0;
    },
  };
}

function toColumns({ fromMs, toMs, regions, ...same }: KnownEventSettings) {
  return { ...same, regions: [...regions], fromAt: new Date(fromMs), toAt: new Date(toMs) };
}

function toEvent({ id, name, fromAt, toAt, regions, trafficChangeRatio, version }: Row): KnownEvent {
  return { id, name, fromMs: fromAt.getTime(), toMs: toAt.getTime(), regions, trafficChangeRatio, version };
}
