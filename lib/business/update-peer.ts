import { requireScope } from "@/lib/auth/require-scope";
import { requireNoClash, requirePeer } from "./find-peer";
import { requireReachable } from "./probe-target";
import { BUSINESS_TOPIC } from "./update-business-settings";
import type { Ctx } from "@/lib/context";
import type { Peer, PeerSettings } from "@/lib/domain/peer";
import type { OutgoingGuard } from "@/lib/platform/outgoing-guard";
import { changedSince, requireVersion } from "@/lib/platform/version-tag";

export interface UpdatePeerInput {
  readonly id: string;
  readonly settings: PeerSettings;
  readonly ifMatch: string | null;
}

/**
 * Changes a peer; probes of another address are forgotten. Needs settings:write.
 * @throws AppError not-found, precondition-required, precondition-failed, bad-request, conflict
 */
export async function updatePeer(
  ctx: Ctx,
  guard: Pick<OutgoingGuard, "checkUrl">,
  { id, settings, ifMatch }: UpdatePeerInput,
): Promise<Peer> {
  requireScope(ctx.actor, "settings:write");
  requireReachable(guard, settings.url);
  return ctx.transaction(async (tx) => {
    const before = await requirePeer(tx, id);
    const version = requireVersion(ifMatch, before.version);
    await requireNoClash(tx, settings, id);
    const updated = await tx.peers.update(id, version, settings);
    if (updated === null) throw changedSince();
    await tx.audit.append(ctx.actor, "peer.updated", id, { ...settings });
    await tx.jobs.notify(BUSINESS_TOPIC);
    return updated;
  });
}
