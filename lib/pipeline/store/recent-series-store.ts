import { z } from "zod";
import type { Db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { RecentSeries } from "@/lib/domain/recent-series";
import { Instrument, type InstrumentCode } from "@/lib/domain/sample";

const valueSchema = z.object({ timeMs: z.number(), value: z.number() }).nullable();
const codes = Object.values(Instrument) as InstrumentCode[];
const seriesSchema = z.array(
  z.object({
    labels: z.record(z.string(), z.string()),
    instrument: z.custom<InstrumentCode>((code) => codes.includes(code as InstrumentCode)),
    newest: valueSchema,
    previous: valueSchema,
  }),
);

export interface TakenSeries {
  /** The moment of the oldest of the ingesters' lists; null: there is none. */
  readonly takenAtMs: number | null;
  readonly series: readonly RecentSeries[];
}

export interface RecentSeriesStore {
  save(ingesterId: string, takenAtMs: number, series: readonly RecentSeries[]): Promise<void>;
  /** Lists taken at `sinceMs` or later, of all ingesters together. */
  read(sinceMs: number): Promise<TakenSeries>;
}

export function createRecentSeriesStore(db: Db): RecentSeriesStore {
  return {
    async save(ingesterId, takenAtMs, series) {
      // Postgres' jsonb takes no NUL, which a label may hold.
      const text = JSON.stringify(series).replaceAll("\\u0000", "\\ufffd");
      const data = { takenAt: new Date(takenAtMs), series: JSON.parse(text) as Prisma.InputJsonValue };
      await db.recentSeries.upsert({ where: { ingesterId }, create: { ingesterId, ...data }, update: data });
    },
    async read(sinceMs) {
      const rows = await db.recentSeries.findMany({ where: { takenAt: { gte: new Date(sinceMs) } } });
      const times = rows.map((row) => row.takenAt.getTime());
      const series = rows.flatMap((row) => seriesSchema.parse(row.series));
      return { takenAtMs: times.length === 0 ? null : Math.min(...times), series };
    },
  };
}
