import { randomUUID } from "node:crypto";
import type { Db } from "@/lib/db/client";
import { Prisma, type KnownEvent as Row } from "@/lib/db/generated/client";
import type { EventMeasurement, KnownEvent, KnownEventSettings } from "@/lib/domain/known-event";
import { storedLikeSchema, storedMeasurementSchema } from "./known-event-schema";

export interface KnownEventStore {
  count(): Promise<number>;
  /** By when they begin. @throws ZodError on a row that this version cannot read */
  list(): Promise<KnownEvent[]>;
  find(id: string): Promise<KnownEvent | null>;
  create(settings: KnownEventSettings, createdBy: string, nowMs: number): Promise<KnownEvent>;
  /** null: it changed since `version`, or is gone. What was measured of it is forgotten. */
  update(id: string, version: number, settings: KnownEventSettings): Promise<KnownEvent | null>;
  /** False: it changed since `version`, or is gone. */
  remove(id: string, version: number): Promise<boolean>;
  /** Those that are over by `toMs` and to be measured, or measured again. */
  dueToMeasure(toMs: number): Promise<KnownEvent[]>;
  /** Lets those that begin within a span be measured again; what was measured is shown until then. */
  measureAgain(span: { readonly fromMs: number; readonly toMs: number }): Promise<void>;
  /** Nothing is kept where the event changed since `version`. */
  saveMeasurement(id: string, version: number, measurement: EventMeasurement): Promise<void>;
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
      const measurement = { measurement: Prisma.DbNull, measureDue: true };
      const data = { ...toColumns(settings), ...measurement, version: { increment: 1 } };
      const rows = await db.knownEvent.updateManyAndReturn({ where: { id, version }, data });
      return rows.map(toEvent)[0] ?? null;
    },
    async remove(id, version) {
      return (await db.knownEvent.deleteMany({ where: { id, version } })).count > 0;
    },
    async dueToMeasure(toMs) {
      const where = { measureDue: true, toAt: { lte: new Date(toMs) } };
      return (await db.knownEvent.findMany({ where, orderBy: { fromAt: "asc" } })).map(toEvent);
    },
    async measureAgain({ fromMs, toMs }) {
      const where = { fromAt: { gte: new Date(fromMs), lte: new Date(toMs) } };
      await db.knownEvent.updateMany({ where, data: { measureDue: true } });
    },
    async saveMeasurement(id, version, measurement) {
      const data = { measurement: asJson(measurement), measureDue: false };
      await db.knownEvent.updateMany({ where: { id, version }, data });
    },
  };
}

function toColumns({ fromMs, toMs, regions, like, ...same }: KnownEventSettings) {
  const span = { fromAt: new Date(fromMs), toAt: new Date(toMs) };
  return { ...same, ...span, regions: [...regions], like: like === null ? Prisma.DbNull : asJson(like) };
}

function asJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;
}

function toEvent({ fromAt, toAt, createdAt, ...row }: Row): KnownEvent {
  const { id, name, regions, trafficChangeRatio, version } = row;
  return {
    ...{ id, name, regions, trafficChangeRatio, version },
    ...{ fromMs: fromAt.getTime(), toMs: toAt.getTime(), createdMs: createdAt.getTime() },
    like: storedLikeSchema.parse(row.like),
    measurement: storedMeasurementSchema.parse(row.measurement),
  };
}
