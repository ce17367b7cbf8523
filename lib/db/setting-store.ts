import type { ZodType } from "zod";
import type { Prisma } from "@/lib/db/generated/client";
import type { Db } from "./client";

export interface SettingStore {
  /** The setting under `key`, parsed; null when it was never set. Throws a ZodError when what is stored does not fit. */
  get<T>(key: string, schema: ZodType<T>): Promise<T | null>;
  set<T>(key: string, schema: ZodType<T>, value: T): Promise<void>;
}

/** Settings of the installation, one JSON value each. */
export function createSettingStore(db: Db): SettingStore {
  return {
    async get(key, schema) {
      const row = await db.setting.findUnique({ where: { key } });
      return row === null ? null : schema.parse(row.value);
    },
    async set(key, schema, value) {
      const json = schema.parse(value) as Prisma.InputJsonValue;
      await db.setting.upsert({ where: { key }, create: { key, value: json }, update: { value: json } });
    },
  };
}
