import { draftBody, numberOrNull, textOrNull, type DraftBody } from "@/components/catalog/draft-body";
import { peerBodySchema, type ListedPeerContract, type PeerBody } from "@/lib/contracts/peer";

/** Of whom a form is: the three are filled in differently. */
export const PEER_ROLES = ["probe", "own", "benchmark"] as const;
export type PeerRole = (typeof PEER_ROLES)[number];

/** A peer as the form holds it. */
export interface PeerDraft {
  readonly role: PeerRole;
  readonly name: string;
  readonly url: string;
  readonly latency_ms: string;
  readonly success_percent: string;
  readonly source: string;
  readonly measured_on: string;
}

/** null: a new one. */
export function draftOfPeer(peer: ListedPeerContract | null): PeerDraft {
  const text = (value: number | string | null | undefined) => String(value ?? "");
  return {
    role: peer === null ? "probe" : roleOf(peer),
    name: text(peer?.name),
    url: text(peer?.url),
    latency_ms: text(peer?.latency_ms),
    success_percent: text(peer?.success_percent),
    source: text(peer?.source),
    measured_on: text(peer?.measured_on),
  };
}

export function roleOf({ kind, own }: Pick<ListedPeerContract, "kind" | "own">): PeerRole {
  return own ? "own" : kind;
}

/** Only what belongs to the role is sent. */
export function bodyOfPeerDraft(draft: PeerDraft, enabled: boolean): DraftBody<PeerBody, keyof PeerBody> {
  const isBenchmark = draft.role === "benchmark";
  const measured = isBenchmark
    ? {
        latency_ms: numberOrNull(draft.latency_ms),
        success_percent: numberOrNull(draft.success_percent),
        source: textOrNull(draft.source),
        measured_on: textOrNull(draft.measured_on),
      }
    : { latency_ms: null, success_percent: null, source: null, measured_on: null };
  return draftBody(peerBodySchema, {
    name: draft.name,
    kind: isBenchmark ? "benchmark" : "probe",
    own: draft.role === "own",
    url: isBenchmark ? null : textOrNull(draft.url),
    enabled,
    ...measured,
  });
}

/** The request that makes a peer what it is. */
export function bodyOfPeer(peer: ListedPeerContract): PeerBody {
  const { name, kind, own, url, latency_ms, success_percent, source, measured_on, enabled } = peer;
  return { name, kind, own, url, latency_ms, success_percent, source, measured_on, enabled };
}
