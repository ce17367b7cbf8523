import type { Db } from "@/lib/db/client";
import { DEFAULT_CAPACITY_SETTINGS } from "@/lib/domain/capacity";
import type { CapacityBasis, CapacitySettings, VersionedCapacitySettings } from "@/lib/domain/capacity";
import { DAY_MS, windowStart } from "@/lib/domain/window";
import { capacityBasisSchema } from "./capacity-basis-schema";
import { capacitySettingsSchema } from "./capacity-settings-schema";

const KEEP_MS = 40 * DAY_MS;
/** More digits than a forecast knows, fewer bytes than a double writes. */
const STORED_DIGITS = 6;
const SETTING_KEY = "capacity";

export interface CapacityStore {
  /** Keeps what capacity is planned from; later ones of the same day (UTC) replace it. */
  save(basis: CapacityBasis): Promise<void>;
  /** null before the first. @throws ZodError on a row that this version cannot read */
  latest(): Promise<CapacityBasis | null>;
  /** Drops those that are no longer kept; returns how many. */
  thin(nowMs: number): Promise<number>;
  /** What an admin set, else the defaults. @throws ZodError when what is stored does not fit */
  settings(): Promise<VersionedCapacitySettings>;
  /** null: they changed since `version`. */
  updateSettings(
    version: number,
    settings: CapacitySettings,
    nowMs: number,
  ): Promise<VersionedCapacitySettings | null>;
}

export function createCapacityStore(db: Db): CapacityStore {
  return {
    async save(basis) {
      const dayMs = BigInt(windowStart(basis.asOfMs, DAY_MS));
      const data = JSON.stringify(basis, shortNumbers);
      await db.$executeRaw`insert into capacity_forecast ("dayMs", data) values (${dayMs}, ${data}::jsonb)
        on conflict ("dayMs") do update set data = excluded.data`;
    },
    async latest() {
      const row = await db.capacityForecast.findFirst({ orderBy: { dayMs: "desc" } });
      return row && capacityBasisSchema.parse(row.data);
    },
    async thin(nowMs) {
      const where = { dayMs: { lt: BigInt(Math.floor(nowMs - KEEP_MS)) } };
      return (await db.capacityForecast.deleteMany({ where })).count;
    },
    async settings() {
      const row = await db.setting.findUnique({ where: { key: SETTING_KEY } });
      return row === null ? DEFAULT_CAPACITY_SETTINGS : capacitySettingsSchema.parse(row.value);
    },
    async updateSettings(version, settings, nowMs) {
      const next = capacitySettingsSchema.parse({ ...settings, version: version + 1 });
      const json = JSON.stringify(next);
      const at = new Date(nowMs);
      const changed =
        version === DEFAULT_CAPACITY_SETTINGS.version
          ? await db.$executeRaw`insert into setting (key, value, "updatedAt") values (${SETTING_KEY}, ${json}::jsonb, ${at})
              on conflict (key) do nothing`
          : await db.$executeRaw`update setting set value = ${json}::jsonb, "updatedAt" = ${at}
              where key = ${SETTING_KEY} and (value ->> 'version')::int = ${version}`;
      return changed === 1 ? next : null;
    },
  };
}

/** Times are whole and stay as they are. */
function shortNumbers(_key: string, value: unknown): unknown {
  if (typeof value !== "number" || Number.isInteger(value)) return value;
  return Number(value.toPrecision(STORED_DIGITS));
}
