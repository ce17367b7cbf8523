import type { ReplicaColumns, ReplicaPair } from "@/lib/domain/sample";
import { AppError } from "@/lib/platform/errors";
import type { RequestLimits } from "./request-limits";

export const CLUSTER_LABEL = "cluster";
export const REPLICA_LABEL = "__replica__";
const NOT_PAIRED = -1;

/** Which replica of which cluster each series came from, while a request is read. */
export class ReplicaPairs {
  private readonly pairs: ReplicaPair[] = [];
  private ofSeries: number[] = [];
  private last: { readonly cluster: Buffer; readonly replica: Buffer; readonly pair: number } | null = null;

  constructor(private readonly limits: RequestLimits) {}

  /** The pair's number, -1 where it counts as none; most requests have one pair, so the last one is tried by its bytes. */
  numberOf(cluster: Buffer, replica: Buffer): number {
    if (this.last && cluster.equals(this.last.cluster) && replica.equals(this.last.replica))
      return this.last.pair;
    const { maxPairNameBytes } = this.limits;
    if (cluster.length > maxPairNameBytes || replica.length > maxPairNameBytes)
      return this.refuse(`${CLUSTER_LABEL} and ${REPLICA_LABEL} are names, not texts.`);
    const pair = this.find(cluster.toString("utf8"), replica.toString("utf8"));
    this.last = { cluster, replica, pair };
    return pair;
  }

  /** Notes that series `series` came from that pair; the others came from none. */
  note(series: number, pair: number): void {
    while (this.ofSeries.length < series) this.ofSeries.push(NOT_PAIRED);
    this.ofSeries[series] = pair;
  }

  /** null: no series names a replica. */
  finish(seriesCount: number): ReplicaColumns | null {
    if (this.pairs.length === 0) return null;
    const ofSeries = new Int32Array(seriesCount).fill(NOT_PAIRED);
    ofSeries.set(this.ofSeries.slice(0, seriesCount));
    return { pairs: this.pairs, ofSeries };
  }

  private find(cluster: string, replica: string): number {
    const known = this.pairs.findIndex((pair) => pair.cluster === cluster && pair.replica === replica);
    if (known >= 0) return known;
    const { maxPairs } = this.limits;
    if (this.pairs.length >= maxPairs) return this.refuse(`More than ${maxPairs} replicas in one request.`);
    return this.pairs.push({ cluster, replica }) - 1;
  }

  private refuse(publicText: string): typeof NOT_PAIRED {
    if (this.limits.refusesPairs) throw new AppError("bad-request", publicText);
    return NOT_PAIRED;
  }
}
