import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { PeerStanding } from "@/lib/domain/peer";

/** Every peer and how it stands, by name. Needs settings:write. */
export async function listPeers(ctx: Ctx): Promise<PeerStanding[]> {
  requireScope(ctx.actor, "settings:write");
  return ctx.peers.standings(ctx.clock.nowMs());
}
