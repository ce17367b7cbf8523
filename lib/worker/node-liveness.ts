import os from "node:os";
import { SECOND_MS } from "@/lib/domain/window";

export const HEARTBEAT_MS = 2 * SECOND_MS;
/** Several beats may fail while Postgres restarts; a peer takes over a dead node's jobs after this. */
export const STALE_AFTER_MS = 10 * SECOND_MS;

export interface KnownNode {
  readonly id: string;
  readonly poolId: string;
  readonly heartbeatAtMs: number;
}

export interface LivenessView {
  readonly nowMs: number;
  readonly host: string;
  /** Ids of the nodes that run in this process. */
  readonly own: ReadonlySet<string>;
  readonly isAlive: (pid: number) => boolean;
}

/** A node's id names its machine and process, so that a restart on the same machine knows at once who is dead. */
export function nodeId(host: string, pid: number, name: string): string {
  return `${host}/${pid}/${name}`;
}

/** The nodes that are dead: no beat for a while, or a process of this machine that is no more. */
export function deadNodes(nodes: readonly KnownNode[], view: LivenessView): KnownNode[] {
  return nodes.filter((node) => {
    if (view.own.has(node.id)) return false;
    if (view.nowMs - node.heartbeatAtMs > STALE_AFTER_MS) return true;
    const [host, pid] = node.id.split("/");
    // A process with our own pid that is not ours was the one before us, for example pid 1 of a container.
    return host === view.host && (Number(pid) === process.pid || !view.isAlive(Number(pid)));
  });
}

export function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM"; // alive, and somebody else's
  }
}

export function thisHost(): string {
  return os.hostname().replaceAll("/", "-");
}
