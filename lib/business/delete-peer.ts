import { requireScope } from "@/lib/auth/require-scope";
import { requirePeer } from "./find-peer";
import { BUSINESS_TOPIC } from "./update-business-settings";
import type { Ctx } from "@/lib/context";
import type { Peer } from "@/lib/domain/peer";
import { changedSince, requireVersion } from "@/lib/platform/version-tag";

/**
 * Removes a peer with its probes. Needs settings:write.
 * @throws AppError not-found, precondition-required, precondition-failed
 */
export async function deletePeer(
  ctx: Ctx,
  { id, ifMatch }: { readonly id: string; readonly ifMatch: string | null },
): Promise<Peer> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    const peer = await requirePeer(tx, id);
    const version = requireVersion(ifMatch, peer.version);
    if (!(await tx.peers.remove(id, version))) throw changedSince();
    await tx.audit.append(ctx.actor, "peer.deleted", id, { name: peer.name, url: peer.url });
    await tx.jobs.notify(BUSINESS_TOPIC);
    return peer;
  });
}
