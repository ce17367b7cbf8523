import type { Db } from "@/lib/db/client";

/** The scheduled parts of the engine whose own time is kept here: the worker is another process than the one that is asked. */
export const ENGINE_PARTS = ["forecasts", "capacity"] as const;
export type EnginePart = (typeof ENGINE_PARTS)[number];

export interface EngineRun {
  readonly finishedMs: number;
  /** Its own time. */
  readonly tookMs: number;
}

export interface EngineRunStore {
  save(part: EnginePart, run: EngineRun): Promise<void>;
  /** The newest run of each part; one that never ran is missing. */
  latest(): Promise<Partial<Record<EnginePart, EngineRun>>>;
}

export function createEngineRunStore(db: Db): EngineRunStore {
  return {
    async save(part, { finishedMs, tookMs }) {
      const run = { finishedMs: BigInt(finishedMs), tookMs };
      await db.engineRun.upsert({ where: { part }, create: { part, ...run }, update: run });
    },
    async latest() {
      const rows = await db.engineRun.findMany();
      return Object.fromEntries(
        rows.map(({ part, finishedMs, tookMs }) => [part, { finishedMs: Number(finishedMs), tookMs }]),
      );
    },
  };
}
