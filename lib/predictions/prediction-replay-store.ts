import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Db } from "@/lib/db/client";
import type { PredictionReplay as Row } from "@/lib/db/generated/client";
import { REPLAY_STATES, type PredictionReplay } from "@/lib/domain/prediction-replay";

export interface ReplayProgress {
  readonly id: string;
  /** It must stand here. */
  readonly cursorMs: number;
  readonly nextCursorMs: number;
  readonly opened: number;
  readonly workedMs: number;
}

export interface PredictionReplayStore {
  latest(): Promise<PredictionReplay | null>;
  /** Begins anew: what an earlier one made of the time from `fromMs` on is dropped. null: one is running. */
  begin(fromMs: number, toMs: number, nowMs: number): Promise<PredictionReplay | null>;
  /** False: it was cancelled, or another worker has done this part; write nothing. */
  advance(progress: ReplayProgress): Promise<boolean>;
  /** Its open predictions go over to the present, but where that opened one of its own in their time, judged or not. */
  finish(id: string, nowMs: number): Promise<void>;
  /** null: none is running. What it made stays, but for what nobody would judge any more. */
  cancel(nowMs: number): Promise<PredictionReplay | null>;
  /** An attempt begins. It counts as failed until something was written. */
  noteAttempt(id: string): Promise<void>;
  noteProblem(id: string, problem: string, giveUp: boolean, nowMs: number): Promise<void>;
}

const RUNNING = { state: "running" };

/** Replays of history, the newest of which counts. */
export function createPredictionReplayStore(db: Db): PredictionReplayStore {
  return {
    async latest() {
      const row = await db.predictionReplay.findFirst({ orderBy: [{ createdAt: "desc" }, { id: "desc" }] });
      return row && toReplay(row);
    },
    async begin(fromMs, toMs, nowMs) {
      const span = { fromMs: BigInt(fromMs), toMs: BigInt(toMs), cursorMs: BigInt(fromMs) };
      const data = [{ id: randomUUID(), ...RUNNING, ...span, createdAt: new Date(nowMs) }];
      const { count } = await db.predictionReplay.createMany({ data, skipDuplicates: true });
      if (count === 0) return null;
      const replayed = { replayed: true };
      const since = { gte: BigInt(fromMs) };
      await db.prediction.deleteMany({ where: { ...replayed, openedMs: since } });
      await db.predictionBreach.deleteMany({ where: { ...replayed, onsetMs: since } });
      await db.predictionAssessment.deleteMany({ where: { ...replayed, assessedMs: since } });
      return toReplay(await db.predictionReplay.findUniqueOrThrow({ where: { id: data[0]!.id } }));
    },
    async advance({ id, cursorMs, nextCursorMs, opened, workedMs }) {
      const { count } = await db.predictionReplay.updateMany({
        where: { id, ...RUNNING, cursorMs: BigInt(cursorMs) },
        data: {
          ...{ cursorMs: BigInt(nextCursorMs), opened: { increment: opened }, failures: 0, problem: null },
          workedMs: { increment: BigInt(Math.round(workedMs)) },
        },
      });
      return count === 1;
    },
    async finish(id, nowMs) {
      await db.$executeRaw`delete from prediction r where r.replayed and r."closedMs" is null and exists (
        select 1 from prediction p where not p.replayed and p."openedMs" < r."openedMs" + r."horizonMs" and p.kind = r.kind
          and p.region is not distinct from r.region and p.service is not distinct from r.service
          and p."objectiveId" is not distinct from r."objectiveId")`;
      const data = { state: "done", finishedAt: new Date(nowMs), failures: 0, problem: null };
      await db.predictionReplay.updateMany({ where: { id, ...RUNNING }, data });
    },
    async cancel(nowMs) {
      const data = { state: "cancelled", finishedAt: new Date(nowMs) };
      const rows = await db.predictionReplay.updateManyAndReturn({ where: RUNNING, data });
      if (rows.length === 0) return null;
      await db.prediction.deleteMany({ where: { replayed: true, resolvedMs: null } });
      return toReplay(rows[0]!);
    },
    async noteAttempt(id) {
      await db.predictionReplay.updateMany({
        where: { id, ...RUNNING },
        data: { failures: { increment: 1 } },
      });
    },
    async noteProblem(id, problem, giveUp, nowMs) {
      const end = giveUp ? { state: "failed", finishedAt: new Date(nowMs) } : {};
      await db.predictionReplay.updateMany({ where: { id, ...RUNNING }, data: { problem, ...end } });
      if (giveUp) await db.prediction.deleteMany({ where: { replayed: true, resolvedMs: null } });
    },
  };
}

function toReplay({ createdAt, finishedAt, ...row }: Row): PredictionReplay {
  return {
    ...row,
    state: z.enum(REPLAY_STATES).parse(row.state),
    fromMs: Number(row.fromMs),
    toMs: Number(row.toMs),
    cursorMs: Number(row.cursorMs),
    workedMs: Number(row.workedMs),
    createdAtMs: createdAt.getTime(),
    finishedAtMs: finishedAt?.getTime() ?? null,
  };
}
