import type { Clock } from "@/lib/platform/clock";
import type { Logger } from "@/lib/platform/logger";
import { deadNodes, processIsAlive, STALE_AFTER_MS, thisHost } from "./node-liveness";
import type { WorkerNodeStore } from "./worker-node-store";

/** Unlocks every job and queue that these pools hold. */
export type UnlockPools = (poolIds: string[]) => Promise<void>;

export interface NodeKeeper {
  /** From now on this node's jobs are locked by this pool; the pool before it is dead. */
  adopt(poolId: string): void;
  /** Says that this node lives, and frees the jobs of those that do not. */
  beat(unlock: UnlockPools): Promise<void>;
  /** Takes the node out: a clean stop leaves nothing to free. */
  giveUp(): Promise<void>;
}

/** Nodes that run in this process; usually one. */
const ownNodes = new Set<string>();

/**
 * Keeps this node's entry alive and buries dead ones. graphile-worker would free a killed worker's jobs after four hours
 * only; the entry says which pool was whose.
 */
export function createNodeKeeper(
  nodes: WorkerNodeStore,
  id: string,
  clock: Clock,
  logger: Logger,
): NodeKeeper {
  let poolId: string | null = null;
  const abandoned: string[] = [];
  ownNodes.add(id);
  const bury = async (unlock: UnlockPools) => {
    const nowMs = clock.nowMs();
    const dead = deadNodes(await nodes.all(), {
      nowMs,
      host: thisHost(),
      own: ownNodes,
      isAlive: processIsAlive,
    });
    const orphans = await nodes.orphanPools(nowMs - STALE_AFTER_MS);
    const pools = [...new Set([...abandoned, ...dead.map((node) => node.poolId), ...orphans])];
    if (pools.length === 0) return;
    await unlock(pools);
    await nodes.remove(dead.map((node) => node.id));
    abandoned.length = 0;
    logger.warn({ pools, nodes: dead.map((node) => node.id) }, "freed the jobs of dead workers");
  };
  return {
    adopt(newPoolId) {
      if (poolId !== null) abandoned.push(poolId);
      poolId = newPoolId;
    },
    async beat(unlock) {
      if (poolId !== null) await nodes.beat({ id, poolId, nowMs: clock.nowMs() });
      await bury(unlock);
    },
    async giveUp() {
      ownNodes.delete(id);
      await nodes.remove([id]);
    },
  };
}
