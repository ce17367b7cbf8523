import { z } from "zod";
import type { Db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import {
  INCIDENT_CATEGORIES,
  INCIDENT_SEVERITIES,
  SIGNAL_SOURCES,
  type NewSignal,
  type SignalSource,
} from "@/lib/domain/incident";

/** What was sent while maintenance explained it. */
export interface SilencedSignalStore {
  /** Of what was heard anew only `kept` stays. */
  replace(heard: readonly NewSignal[], kept: readonly NewSignal[], nowMs: number): Promise<void>;
  /** Oldest first. @throws ZodError on a row that this version cannot read */
  list(): Promise<NewSignal[]>;
}

export function createSilencedSignalStore(db: Db): SilencedSignalStore {
  return {
    async replace(heard, kept, nowMs) {
      const keys = new Map<SignalSource, string[]>();
      for (const { source, key } of heard) keys.set(source, [...(keys.get(source) ?? []), key]);
      for (const [source, of] of keys)
        await db.silencedSignal.deleteMany({ where: { source, key: { in: of } } });
      const newest = new Map(kept.map((signal) => [`${signal.source}/${signal.key}`, signal]));
      if (newest.size === 0) return;
      const heardMs = BigInt(nowMs);
      await db.silencedSignal.createMany({
        data: [...newest.values()].map((signal) => {
          const { source, key } = signal;
          return { source, key, heardMs, signal: signal as unknown as Prisma.InputJsonValue };
        }),
      });
    },
    async list() {
      const orderBy = [{ heardMs: "asc" as const }, { key: "asc" as const }];
      return (await db.silencedSignal.findMany({ orderBy })).map(({ signal }) => signalSchema.parse(signal));
    },
  };
}

const signalSchema: z.ZodType<NewSignal> = z.object({
  source: z.enum(SIGNAL_SOURCES),
  subject: z.string(),
  key: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  severity: z.enum(INCIDENT_SEVERITIES),
  category: z.enum(INCIDENT_CATEGORIES),
  region: z.string().nullable(),
  service: z.string().nullable(),
  labels: z.record(z.string(), z.string()),
  url: z.string().nullable(),
  groupKey: z.string().nullable(),
  startedMs: z.number(),
  endedMs: z.number().nullable(),
  demo: z.boolean(),
});
