/** `probe`: our worker asks its address each minute. `benchmark`: somebody measured it and says where and when. */
export const PEER_KINDS = ["probe", "benchmark"] as const;
export type PeerKind = (typeof PEER_KINDS)[number];

/** What an admin says of a peer. */
export interface PeerSettings {
  readonly name: string;
  readonly kind: PeerKind;
  /** Ourselves, probed the same way as the others. */
  readonly own: boolean;
  /** Of a probe. */
  readonly url: string | null;
  /** Of a benchmark: time to first byte. */
  readonly latencyMs: number | null;
  /** Of a benchmark: share of requests answered well, 0–1. */
  readonly successRatio: number | null;
  /** Of a benchmark: who measured, where it is written. */
  readonly source: string | null;
  /** Of a benchmark: YYYY-MM-DD. */
  readonly measuredOn: string | null;
  readonly enabled: boolean;
}

export interface Peer extends PeerSettings {
  readonly id: string;
  readonly version: number;
  readonly createdAtMs: number;
  readonly createdBy: string;
}

/** How a peer stands: of a probe the last 24 h, of a benchmark what was entered. */
export interface PeerStanding {
  readonly peer: Peer;
  /** Median time to first byte of the probes that were answered; null: not known yet. */
  readonly latencyMs: number | null;
  readonly successRatio: number | null;
  /** 0 for a benchmark. */
  readonly probes: number;
  readonly newestProbeMs: number | null;
  /** Why the newest probe failed; null: it did not. */
  readonly error: string | null;
}

/** Ourselves against the median of named peers. An advantage is positive where we are better. */
export interface CompetitionFigures {
  /** 50 + 50 × the mean of the advantages, within 0–100. */
  readonly score: number;
  /** (median peer − ours) ÷ median peer; null where a side's latency is not known. */
  readonly latencyAdvantageRatio: number | null;
  /** (ours − median peer) ÷ median peer. */
  readonly successAdvantageRatio: number | null;
  readonly ownLatencyMs: number | null;
  readonly ownSuccessRatio: number | null;
  readonly peerLatencyMs: number | null;
  readonly peerSuccessRatio: number | null;
  /** Names of the peers compared with. */
  readonly peers: readonly string[];
}
