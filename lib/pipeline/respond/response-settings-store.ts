import type { Db } from "@/lib/db/client";
import {
  DEFAULT_RESPONSE_SETTINGS,
  type ResponseSettings,
  type VersionedResponseSettings,
} from "@/lib/domain/response";
import { responseSettingsSchema } from "./response-schema";

const KEY = "responses";

export interface ResponseSettingsStore {
  /** Throws a ZodError when what is stored does not fit. */
  read(): Promise<VersionedResponseSettings>;
  /** null: they changed since `version`. */
  update(
    version: number,
    settings: ResponseSettings,
    nowMs: number,
  ): Promise<VersionedResponseSettings | null>;
}

/** The stop switch and the freeze windows: one row of `setting`, changed only where it is still what its author read. */
export function createResponseSettingsStore(db: Db): ResponseSettingsStore {
  return {
    async read() {
      const row = await db.setting.findUnique({ where: { key: KEY } });
      return row === null ? DEFAULT_RESPONSE_SETTINGS : responseSettingsSchema.parse(row.value);
    },
    async update(version, settings, nowMs) {
      const next = responseSettingsSchema.parse({ ...settings, version: version + 1 });
      const json = JSON.stringify(next);
      const at = new Date(nowMs);
      const changed =
        version === DEFAULT_RESPONSE_SETTINGS.version
          ? await db.$executeRaw`insert into setting (key, value, "updatedAt") values (${KEY}, ${json}::jsonb, ${at})
              on conflict (key) do nothing`
          : await db.$executeRaw`update setting set value = ${json}::jsonb, "updatedAt" = ${at}
              where key = ${KEY} and (value ->> 'version')::int = ${version}`;
      return changed === 1 ? next : null;
    },
  };
}
