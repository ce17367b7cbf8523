import type { Db } from "@/lib/db/client";
import {
  DEFAULT_BUSINESS_SETTINGS,
  type BusinessSettings,
  type VersionedBusinessSettings,
} from "@/lib/domain/business-settings";
import { businessSettingsSchema } from "./business-settings-schema";

const KEY = "business";

export interface BusinessSettingsStore {
  /** What an admin set, else the defaults. Throws a ZodError when what is stored does not fit. */
  read(): Promise<VersionedBusinessSettings>;
  /** null: they changed since `version`. */
  update(
    version: number,
    settings: BusinessSettings,
    nowMs: number,
  ): Promise<VersionedBusinessSettings | null>;
}

/** One row of `setting`, changed only where it is still what its author read. */
export function createBusinessSettingsStore(db: Db): BusinessSettingsStore {
  return {
    async read() {
      const row = await db.setting.findUnique({ where: { key: KEY } });
      return row === null ? DEFAULT_BUSINESS_SETTINGS : businessSettingsSchema.parse(row.value);
    },
    async update(version, settings, nowMs) {
      const next = businessSettingsSchema.parse({ ...settings, version: version + 1 });
      const json = JSON.stringify(next);
      const at = new Date(nowMs);
      const changed =
        version === DEFAULT_BUSINESS_SETTINGS.version
          ? await db.$executeRaw`insert into setting (key, value, "updatedAt") values (${KEY}, ${json}::jsonb, ${at})
              on conflict (key) do nothing`
          : await db.$executeRaw`update setting set value = ${json}::jsonb, "updatedAt" = ${at}
              where key = ${KEY} and (value ->> 'version')::int = ${version}`;
      return changed === 1 ? next : null;
    },
  };
}
