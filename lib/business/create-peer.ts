import { requireScope } from "@/lib/auth/require-scope";
import { requireNoClash } from "./find-peer";
import { requireReachable } from "./probe-target";
import { BUSINESS_TOPIC } from "./update-business-settings";
import type { Ctx } from "@/lib/context";
import type { Peer, PeerSettings } from "@/lib/domain/peer";
import { actorName } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import type { OutgoingGuard } from "@/lib/platform/outgoing-guard";

/** All are probed each minute, by one worker. */
const MAX_PEERS = 20;

/**
 * Adds a peer; a probe begins within a minute. Needs settings:write.
 * @throws AppError bad-request for an address that may not be reached, conflict for a name that is taken, a second
 * ourselves, or too many
 */
export async function createPeer(
  ctx: Ctx,
  guard: Pick<OutgoingGuard, "checkUrl">,
  settings: PeerSettings,
): Promise<Peer> {
  requireScope(ctx.actor, "settings:write");
  requireReachable(guard, settings.url);
  return ctx.transaction(async (tx) => {
    await requireNoClash(tx, settings, null);
    if ((await tx.peers.count()) >= MAX_PEERS)
      throw new AppError("conflict", `There are ${MAX_PEERS} peers already; more are not compared with.`);
    const created = await tx.peers.create(settings, actorName(ctx.actor), ctx.clock.nowMs());
    if (created === null)
      throw new AppError("conflict", "Another peer was added meanwhile. Read them again.");
    await tx.audit.append(ctx.actor, "peer.created", created.id, { ...settings });
    await tx.jobs.notify(BUSINESS_TOPIC);
    return created;
  });
}
