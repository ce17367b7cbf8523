import { z } from "zod";
import type { Db } from "@/lib/db/client";
import {
  DELIVERY_EVENTS,
  DELIVERY_STATUSES,
  type Delivery,
  type DeliveryAttempt,
  type DeliveryEvent,
  type DeliveryStatus,
} from "@/lib/domain/notification";
import { DAY_MS } from "@/lib/domain/window";

/** As long as the minutes of snapshots. */
const KEEP_MS = 40 * DAY_MS;

export interface NewDelivery {
  readonly id: string;
  readonly channelId: string;
  readonly incidentId: string | null;
  readonly event: DeliveryEvent;
  readonly eventId: string;
  readonly dueMs: number;
}

export interface LoggedDelivery extends Delivery {
  readonly log: readonly DeliveryAttempt[];
  /** As people call the incident; null: a test. */
  readonly incidentNumber: number | null;
}

export interface AttemptAnswer {
  readonly tookMs: number;
  readonly code: number | null;
  readonly answer: string;
}

/** What a delivery is from now on. */
export interface DeliveryEnd {
  readonly status: DeliveryStatus;
  readonly reason: string | null;
  readonly failures?: number;
  readonly dueMs?: number;
  readonly finishedMs: number | null;
}

export interface DeliveryStore {
  /** False: the channel is told of that event already. */
  add(delivery: NewDelivery, nowMs: number): Promise<boolean>;
  find(id: string): Promise<Delivery | null>;
  /** Of an incident to a channel, oldest first. */
  ofIncident(incidentId: string, channelId: string): Promise<Delivery[]>;
  /** The channels that were told of an incident. */
  toldOf(incidentId: string): Promise<ReadonlySet<string>>;
  /** Notes that an attempt begins; null: it does not wait for one, or somebody else was quicker. */
  claim(id: string, attempts: number, nowMs: number): Promise<number | null>;
  /** Notes what came of the attempt. */
  answered(id: string, number: number, answer: AttemptAnswer): Promise<void>;
  /** Changes what still waits. */
  settle(id: string, end: DeliveryEnd): Promise<void>;
  /** Sends off again what has ended. False: it waits. */
  replay(id: string, nowMs: number): Promise<boolean>;
  /** Of a channel, newest first, with every attempt. */
  log(channelId: string, limit: number): Promise<LoggedDelivery[]>;
  /** Drops what is no longer kept; returns how many. */
  thin(nowMs: number): Promise<number>;
}

export function createDeliveryStore(db: Db): DeliveryStore {
  return {
    async add({ dueMs, ...delivery }, nowMs) {
      const times = { dueMs: ms(dueMs), createdMs: ms(nowMs) };
      const data = [{ ...delivery, ...times, status: "waiting" }];
      return (await db.notificationDelivery.createMany({ data, skipDuplicates: true })).count > 0;
    },
    async find(id) {
      const row = await db.notificationDelivery.findUnique({ where: { id } });
      return row && deliverySchema.parse(row);
    },
    async ofIncident(incidentId, channelId) {
      const orderBy = [{ createdMs: "asc" as const }, { id: "asc" as const }];
      const rows = await db.notificationDelivery.findMany({ where: { incidentId, channelId }, orderBy });
      return rows.map((row) => deliverySchema.parse(row));
    },
    async toldOf(incidentId) {
      const distinct = ["channelId" as const];
      const rows = await db.notificationDelivery.findMany({ where: { incidentId }, distinct });
      return new Set(rows.map(({ channelId }) => channelId));
    },
    async claim(id, attempts, nowMs) {
      const where = { id, attempts, status: "waiting" };
      const number = attempts + 1;
      const claimed = await db.notificationDelivery.updateMany({ where, data: { attempts: number } });
      if (claimed.count === 0) return null;
      await db.notificationAttempt.create({ data: { deliveryId: id, number, startedMs: ms(nowMs) } });
      return number;
    },
    async answered(deliveryId, number, answer) {
      await db.notificationAttempt.updateMany({ where: { deliveryId, number }, data: answer });
    },
    async settle(id, { dueMs, finishedMs, ...end }) {
      const times = { finishedMs: finishedMs === null ? null : ms(finishedMs) };
      const data = { ...end, ...times, ...(dueMs === undefined ? {} : { dueMs: ms(dueMs) }) };
      await db.notificationDelivery.updateMany({ where: { id, status: "waiting" }, data });
    },
    async replay(id, nowMs) {
      const data = { status: "waiting", reason: null, failures: 0, replayed: true, dueMs: ms(nowMs) };
      const where = { id, status: { not: "waiting" } };
      const again = await db.notificationDelivery.updateMany({ where, data: { ...data, finishedMs: null } });
      return again.count > 0;
    },
    log: (channelId, limit) => readLog(db, channelId, limit),
    async thin(nowMs) {
      const where = { createdMs: { lt: ms(nowMs - KEEP_MS) }, status: { not: "waiting" } };
      return (await db.notificationDelivery.deleteMany({ where })).count;
    },
  };
}

async function readLog(db: Db, channelId: string, limit: number): Promise<LoggedDelivery[]> {
  const rows = await db.notificationDelivery.findMany({
    where: { channelId },
    orderBy: [{ createdMs: "desc" }, { id: "desc" }],
    take: limit,
    include: { log: { orderBy: { number: "asc" } } },
  });
  const ids = rows.flatMap(({ incidentId }) => (incidentId === null ? [] : [incidentId]));
  const incidents = await db.incident.findMany({
    where: { id: { in: ids } },
    select: { id: true, number: true },
  });
  const numbers = new Map(incidents.map(({ id, number }) => [id, number]));
  return rows.map(({ log, ...row }) => ({
    ...deliverySchema.parse(row),
    log: log.map((each) => attemptSchema.parse(each)),
    incidentNumber: row.incidentId === null ? null : (numbers.get(row.incidentId) ?? null),
  }));
}

const ms = (value: number) => BigInt(Math.round(value));
const time = z.bigint().transform(Number);
const deliverySchema = z.object({
  id: z.string(),
  channelId: z.string(),
  incidentId: z.string().nullable(),
  event: z.enum(DELIVERY_EVENTS),
  status: z.enum(DELIVERY_STATUSES),
  reason: z.string().nullable(),
  attempts: z.number(),
  failures: z.number(),
  replayed: z.boolean(),
  dueMs: time,
  createdMs: time,
  finishedMs: time.nullable(),
});
const attemptSchema = z.object({
  number: z.number(),
  startedMs: time,
  tookMs: z.number().nullable(),
  code: z.number().nullable(),
  answer: z.string().nullable(),
});
