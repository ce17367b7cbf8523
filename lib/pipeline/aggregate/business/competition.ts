import { median } from "@/lib/domain/median";
import type { CompetitionFigures, PeerStanding } from "@/lib/domain/peer";

const EVEN = 50;
const FULL = 100;

/**
 * Ourselves against the median of the other enabled peers: (median − ours) ÷ median of latency, (ours − median) ÷ median of
 * success, and 50 + 50 × the mean of what is known, within 0–100. null: nobody to compare, or nothing known of a side.
 */
export function competition(standings: readonly PeerStanding[]): CompetitionFigures | null {
  const enabled = standings.filter(({ peer }) => peer.enabled);
  const own = enabled.find(({ peer }) => peer.own);
  const peers = enabled.filter(({ peer }) => !peer.own).filter(isKnown);
  if (!own || peers.length === 0) return null;
  const peerLatencyMs = median(peers.flatMap(({ latencyMs }) => latencyMs ?? []));
  const peerSuccessRatio = median(peers.flatMap(({ successRatio }) => successRatio ?? []));
  const latencyAdvantageRatio = relative(peerLatencyMs, own.latencyMs, "less is better");
  const successAdvantageRatio = relative(peerSuccessRatio, own.successRatio, "more is better");
  const known = [latencyAdvantageRatio, successAdvantageRatio].filter((part) => part !== null);
  if (known.length === 0) return null;
  const mean = known.reduce((sum, part) => sum + part, 0) / known.length;
  return {
    score: Math.min(FULL, Math.max(0, EVEN + EVEN * mean)),
    latencyAdvantageRatio,
    successAdvantageRatio,
    ownLatencyMs: own.latencyMs,
    ownSuccessRatio: own.successRatio,
    peerLatencyMs,
    peerSuccessRatio,
    peers: peers.map(({ peer }) => peer.name),
  };
}

function isKnown({ latencyMs, successRatio }: PeerStanding): boolean {
  return latencyMs !== null || successRatio !== null;
}

function relative(
  theirs: number | null,
  ours: number | null,
  better: "less is better" | "more is better",
): number | null {
  if (theirs === null || ours === null || theirs <= 0) return null;
  return (better === "less is better" ? theirs - ours : ours - theirs) / theirs;
}
