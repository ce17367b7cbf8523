import type { ReplicaPair } from "@/lib/domain/sample";
import { DAY_MS, SECOND_MS } from "@/lib/domain/window";

/** How long an elected replica must be silent before another one of its cluster is heard. */
export const DEFAULT_FAILOVER_MS = 30 * SECOND_MS;

/** Clusters known at once; ones that were not heard for a day make room. */
const MAX_CLUSTERS = 1_000;
const FORGET_MS = DAY_MS;

interface Election {
  readonly replica: string;
  /** When a request of the elected replica last came. */
  readonly heardMs: number;
}
export type ElectionsState = readonly (readonly [cluster: string, replica: string, heardMs: number])[];

/**
 * Which replica of each highly available pair is heard: the first one that comes, until it has been silent for the fail-over
 * time and another one comes. Its only clock is the time at which requests arrived, so that a replay elects the same.
 */
export class ReplicaElections {
  private elected = new Map<string, Election>();

  /** Why a replica's samples are not counted; null when they are. */
  judge(
    { cluster, replica }: ReplicaPair,
    nowMs: number,
    failoverMs: number,
  ): "unelected-replica" | "cluster-limit" | null {
    const election = this.heard(cluster, nowMs, failoverMs);
    if (!election) {
      if (this.elected.size >= MAX_CLUSTERS) this.forget(nowMs);
      if (this.elected.size >= MAX_CLUSTERS) return "cluster-limit";
    } else if (election.replica !== replica && nowMs - election.heardMs <= failoverMs)
      return "unelected-replica";
    // A clock that is set back must not make the elected one look silent.
    const heardMs = election?.replica === replica ? Math.max(nowMs, election.heardMs) : nowMs;
    this.elected.set(cluster, { replica, heardMs });
    return null;
  }

  /** A clock that was ahead for longer than a fail-over must not put the next one off. */
  private heard(cluster: string, nowMs: number, failoverMs: number): Election | undefined {
    const known = this.elected.get(cluster);
    if (!known || known.heardMs <= nowMs + failoverMs) return known;
    const corrected = { replica: known.replica, heardMs: nowMs };
    this.elected.set(cluster, corrected);
    return corrected;
  }

  toJSON(): ElectionsState {
    return [...this.elected].map(([cluster, { replica, heardMs }]) => [cluster, replica, heardMs]);
  }

  restore(state: ElectionsState): void {
    this.elected = new Map(state.map(([cluster, replica, heardMs]) => [cluster, { replica, heardMs }]));
  }

  private forget(nowMs: number): void {
    for (const [cluster, { heardMs }] of this.elected)
      if (nowMs - heardMs > FORGET_MS) this.elected.delete(cluster);
  }
}
