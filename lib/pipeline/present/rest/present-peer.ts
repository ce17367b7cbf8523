import type { ListedPeerContract, PeerBody, PeerContract } from "@/lib/contracts/peer";
import type { Peer, PeerSettings, PeerStanding } from "@/lib/domain/peer";
import { isoOf, isoOrNull, percentOf } from "./rest-value";

const PER_CENT = 100;

/** A peer of a request as the domain has it. */
export function peerOfBody(body: PeerBody): PeerSettings {
  return {
    name: body.name,
    kind: body.kind,
    own: body.own,
    url: body.url,
    latencyMs: body.latency_ms,
    successRatio: body.success_percent === null ? null : body.success_percent / PER_CENT,
    source: body.source,
    measuredOn: body.measured_on,
    enabled: body.enabled,
  };
}

/** @param etag of its version */
export function presentPeer(peer: Peer, etag: string): PeerContract {
  return {
    id: peer.id,
    name: peer.name,
    kind: peer.kind,
    own: peer.own,
    url: peer.url,
    latency_ms: peer.latencyMs,
    success_percent: entered(peer.successRatio),
    source: peer.source,
    measured_on: peer.measuredOn,
    enabled: peer.enabled,
    created_at: isoOf(peer.createdAtMs),
    created_by: peer.createdBy,
    etag,
  };
}

export function presentListedPeer(standing: PeerStanding, etag: string): ListedPeerContract {
  return {
    ...presentPeer(standing.peer, etag),
    standing: {
      latency_ms: standing.latencyMs,
      success_percent: percentOf(standing.successRatio),
      probes: standing.probes,
      newest_probe: isoOrNull(standing.newestProbeMs),
      error: standing.error,
    },
  };
}

/** 99.9 is read again as it was entered. */
function entered(ratio: number | null): number | null {
  return ratio === null ? null : Number((ratio * PER_CENT).toPrecision(12));
}
