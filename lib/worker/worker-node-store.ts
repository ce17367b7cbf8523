import type { PrismaClient } from "@/lib/db/client";

/** One process of the engine. `poolId` is what graphile-worker locks its jobs by. */
export interface WorkerNode {
  readonly id: string;
  readonly poolId: string;
  readonly nowMs: number;
}

export interface WorkerNodeStore {
  /** Notes the pool, its node and that both are alive. */
  beat(node: WorkerNode): Promise<void>;
  all(): Promise<{ readonly id: string; readonly poolId: string; readonly heartbeatAtMs: number }[]>;
  remove(ids: readonly string[]): Promise<void>;
  /** Pools that have locked a job since before `beforeMs` and belong to no node: they died before their first beat. */
  orphanPools(beforeMs: number): Promise<string[]>;
}

export function createWorkerNodeStore(prisma: PrismaClient): WorkerNodeStore {
  return {
    async beat({ id, poolId, nowMs }) {
      const now = new Date(nowMs);
      await prisma.workerNode.upsert({
        where: { id },
        create: { id, poolId, heartbeatAt: now, startedAt: now },
        update: { poolId, heartbeatAt: now },
      });
    },
    async all() {
      const rows = await prisma.workerNode.findMany();
      return rows.map(({ id, poolId, heartbeatAt }) => ({
        id,
        poolId,
        heartbeatAtMs: heartbeatAt.getTime(),
      }));
    },
    async remove(ids) {
      await prisma.workerNode.deleteMany({ where: { id: { in: [...ids] } } });
    },
    async orphanPools(beforeMs) {
      const rows = await prisma.$queryRaw<{ poolId: string }[]>`
        select distinct locked_by as "poolId" from graphile_worker.jobs
        where locked_at < ${new Date(beforeMs)}::timestamptz and locked_by not in (select "poolId" from worker_node)`;
      return rows.map((row) => row.poolId);
    },
  };
}
