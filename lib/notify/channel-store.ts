import type { Db } from "@/lib/db/client";
import type { NotificationChannel as Row, Prisma } from "@/lib/db/generated/client";
import type { Channel, ChannelSettings } from "@/lib/domain/notification";
import { routingSchema, targetSchema } from "./channel-schema";

/** One with its secret, still sealed; null: it needs none. */
export interface SealedChannel extends Channel {
  readonly sealedSecret: string | null;
}

export interface ChannelStore {
  count(): Promise<number>;
  /** By name. */
  list(): Promise<Channel[]>;
  find(id: string): Promise<SealedChannel | null>;
  nameTaken(name: string, exceptId: string | null): Promise<boolean>;
  create(
    settings: ChannelSettings,
    sealedSecret: string | null,
    createdBy: string,
    nowMs: number,
  ): Promise<Channel>;
  /** null: it changed since `version`, or is gone. */
  update(
    id: string,
    version: number,
    settings: ChannelSettings,
    sealedSecret: string | null,
  ): Promise<Channel | null>;
  /** Switches it off because of what its receiver says. False: it was. */
  disable(id: string, reason: string): Promise<boolean>;
  /** False: it changed since `version`, or is gone. */
  remove(id: string, version: number): Promise<boolean>;
}

export function createChannelStore(db: Db): ChannelStore {
  return {
    count: () => db.notificationChannel.count(),
    list: async () => (await db.notificationChannel.findMany({ orderBy: { name: "asc" } })).map(toChannel),
    async find(id) {
      const row = await db.notificationChannel.findUnique({ where: { id } });
      return row && { ...toChannel(row), sealedSecret: row.secret };
    },
    async nameTaken(name, exceptId) {
      const other = exceptId === null ? {} : { id: { not: exceptId } };
      return (await db.notificationChannel.count({ where: { name, ...other } })) > 0;
    },
    async create(settings, secret, createdBy, nowMs) {
      const data = { ...columns(settings), secret, createdBy, createdAt: new Date(nowMs) };
      return toChannel(await db.notificationChannel.create({ data }));
    },
    async update(id, version, settings, secret) {
      const data = { ...columns(settings), secret, disabledReason: null, version: { increment: 1 } };
      const rows = await db.notificationChannel.updateManyAndReturn({ where: { id, version }, data });
      return rows.length === 0 ? null : toChannel(rows[0]);
    },
    async disable(id, disabledReason) {
      const data = { enabled: false, disabledReason, version: { increment: 1 } };
      return (await db.notificationChannel.updateMany({ where: { id, enabled: true }, data })).count > 0;
    },
    async remove(id, version) {
      return (await db.notificationChannel.deleteMany({ where: { id, version } })).count > 0;
    },
  };
}

function columns({ name, target, routing, enabled }: ChannelSettings) {
  return {
    ...{ name, kind: target.kind, enabled },
    target: target as unknown as Prisma.InputJsonValue,
    routing: routing as unknown as Prisma.InputJsonValue,
  };
}

function toChannel(row: Row): Channel {
  return {
    ...{ id: row.id, name: row.name, enabled: row.enabled, version: row.version },
    target: targetSchema.parse(row.target),
    routing: routingSchema.parse(row.routing),
    hasSecret: row.secret !== null,
    disabledReason: row.disabledReason,
    createdAtMs: row.createdAt.getTime(),
    createdBy: row.createdBy,
  };
}
