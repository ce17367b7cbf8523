import { randomUUID } from "node:crypto";
import type { Db } from "@/lib/db/client";
import type { MonitoringCycleModel } from "@/lib/db/generated/models";

/** One run of the engine. */
export interface MonitoringCycle {
  readonly id: string;
  /** What it is for: the end of a scheduled slot, or the instant somebody asked. */
  readonly slotMs: number;
  /** "schedule", or who asked. */
  readonly trigger: string;
  readonly startedAtMs: number;
  /** null while it waits or runs. */
  readonly finishedAtMs: number | null;
  readonly asOfMs: number | null;
}

export const SCHEDULE_TRIGGER = "schedule";

export interface MonitoringCycleStore {
  /**
   * Takes the slot for this transaction. `won`: nobody finished it, and nobody else can before this transaction ends.
   * Otherwise the cycle is the one that did it. Cycles run one after the other, whatever their slots.
   */
  claim(slotMs: number, trigger: string, nowMs: number): Promise<{ won: boolean; cycle: MonitoringCycle }>;
  /** Notes a cycle that somebody asked for and that a job will run. */
  request(slotMs: number, trigger: string, nowMs: number): Promise<MonitoringCycle>;
  /** The cycle somebody asked for since `sinceMs` that has not finished; the newest one. Serialises callers. */
  lockPending(sinceMs: number): Promise<MonitoringCycle | null>;
  finish(id: string, asOfMs: number, nowMs: number): Promise<void>;
  latestFinished(): Promise<MonitoringCycle | null>;
  deleteBefore(startedBeforeMs: number): Promise<number>;
}

/** Advisory locks, held to the end of the transaction: no two cycles, no two requests at once. */
const CYCLE_LOCK = 7_310_001;
const REQUEST_LOCK = 7_310_002;

export function createMonitoringCycleStore(db: Db): MonitoringCycleStore {
  const insert = (slotMs: number, trigger: string, nowMs: number) =>
    db.$executeRaw`insert into monitoring_cycle (id, "slotMs", trigger, "startedAt")
      values (${randomUUID()}, ${BigInt(slotMs)}, ${trigger}, ${new Date(nowMs)}) on conflict ("slotMs") do nothing`;
  const bySlot = async (slotMs: number) =>
    toCycle(await db.monitoringCycle.findUniqueOrThrow({ where: { slotMs: BigInt(slotMs) } }));
  return {
    async claim(slotMs, trigger, nowMs) {
      await db.$executeRaw`select pg_advisory_xact_lock(${CYCLE_LOCK})`;
      await insert(slotMs, trigger, nowMs);
      const cycle = await bySlot(slotMs);
      return { won: cycle.finishedAtMs === null, cycle };
    },
    async request(slotMs, trigger, nowMs) {
      await insert(slotMs, trigger, nowMs);
      return bySlot(slotMs);
    },
    async lockPending(sinceMs) {
      await db.$executeRaw`select pg_advisory_xact_lock(${REQUEST_LOCK})`;
      const row = await db.monitoringCycle.findFirst({
        where: { finishedAt: null, startedAt: { gte: new Date(sinceMs) } },
        orderBy: { startedAt: "desc" },
      });
      return row && toCycle(row);
    },
    async finish(id, asOfMs, nowMs) {
      await db.monitoringCycle.update({
        where: { id },
        data: { asOfMs: BigInt(asOfMs), finishedAt: new Date(nowMs) },
      });
    },
    async latestFinished() {
      const row = await db.monitoringCycle.findFirst({
        where: { finishedAt: { not: null } },
        orderBy: { startedAt: "desc" },
      });
      return row && toCycle(row);
    },
    async deleteBefore(startedBeforeMs) {
      const { count } = await db.monitoringCycle.deleteMany({
        where: { startedAt: { lt: new Date(startedBeforeMs) } },
      });
      return count;
    },
  };
}

function toCycle(row: MonitoringCycleModel): MonitoringCycle {
  return {
    id: row.id,
    slotMs: Number(row.slotMs),
    trigger: row.trigger,
    startedAtMs: row.startedAt.getTime(),
    finishedAtMs: row.finishedAt?.getTime() ?? null,
    asOfMs: row.asOfMs === null ? null : Number(row.asOfMs),
  };
}
