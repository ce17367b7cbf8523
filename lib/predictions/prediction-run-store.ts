import type { Db } from "@/lib/db/client";

/** The newest run of the engine. */
export interface PredictionRun {
  /** Live predictions begin there; what is before is the replay's. */
  readonly sinceMs: number;
  /** End of the newest window that it knew. */
  readonly assessedMs: number;
  readonly finishedMs: number;
  /** Its own time. */
  readonly tookMs: number;
  /** How many series it looked at, and of how many it could say nothing yet. */
  readonly series: number;
  readonly silent: number;
  /** Damaged predictions that it left out. */
  readonly unreadable: number;
}

export interface PredictionRunStore {
  /** null before the first. */
  latest(): Promise<PredictionRun | null>;
  /** Since when there are live predictions never changes. */
  save(run: PredictionRun): Promise<void>;
}

export function createPredictionRunStore(db: Db): PredictionRunStore {
  return {
    async latest() {
      const row = await db.predictionRun.findUnique({ where: { id: 1 } });
      if (row === null) return null;
      const { id: _id, sinceMs, assessedMs, finishedMs, ...same } = row;
      return {
        ...same,
        ...{ sinceMs: Number(sinceMs), assessedMs: Number(assessedMs), finishedMs: Number(finishedMs) },
      };
    },
    async save({ sinceMs, assessedMs, finishedMs, ...same }) {
      const update = { assessedMs: BigInt(assessedMs), finishedMs: BigInt(finishedMs), ...same };
      const create = { id: 1, sinceMs: BigInt(sinceMs), ...update };
      await db.predictionRun.upsert({ where: { id: 1 }, create, update });
    },
  };
}
