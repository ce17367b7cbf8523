import { z } from "zod";
import type { Db } from "@/lib/db/client";

/** A place none of whose series could be judged: how many more windows the first of them needs; null: nothing of it arrives. */
export interface WaitingPlace {
  readonly region: string;
  /** null: the region as a whole. */
  readonly service: string | null;
  readonly windows: number | null;
}

/** The newest run that looked for anomalies. */
export interface AnomalyRun {
  /** End of the newest window that it knew. */
  readonly detectedMs: number;
  readonly finishedMs: number;
  /** Its own time. */
  readonly tookMs: number;
  /** How many series it looked at, and of how many too little is known yet. */
  readonly series: number;
  readonly learning: number;
  readonly waiting: readonly WaitingPlace[];
  /** The first service, by name, that is not watched, nor are those after it; null: all are. */
  readonly leftOutFrom: string | null;
  /** Damaged anomalies that it left out. */
  readonly unreadable: number;
}

export interface AnomalyRunStore {
  /** null before the first. */
  latest(): Promise<AnomalyRun | null>;
  save(run: AnomalyRun): Promise<void>;
}

const waitingSchema = z.array(
  z.object({
    region: z.string(),
    service: z.string().nullable().default(null), // earlier versions judged regions alone
    windows: z.number().nullable(),
  }),
);

export function createAnomalyRunStore(db: Db): AnomalyRunStore {
  return {
    async latest() {
      const row = await db.anomalyRun.findUnique({ where: { id: 1 } });
      if (row === null) return null;
      const { tookMs, series, learning, leftOutFrom, unreadable } = row;
      const times = { detectedMs: Number(row.detectedMs), finishedMs: Number(row.finishedMs) };
      const waiting = waitingSchema.parse(row.waiting);
      return { ...times, tookMs, series, learning, leftOutFrom, unreadable, waiting };
    },
    async save({ detectedMs, finishedMs, waiting, ...same }) {
      const times = { detectedMs: BigInt(detectedMs), finishedMs: BigInt(finishedMs) };
      const update = { ...same, ...times, waiting: waiting.map((each) => ({ ...each })) };
      await db.anomalyRun.upsert({ where: { id: 1 }, create: { id: 1, ...update }, update });
    },
  };
}
