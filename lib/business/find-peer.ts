import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx, Stores } from "@/lib/context";
import type { Peer, PeerSettings } from "@/lib/domain/peer";
import { AppError } from "@/lib/platform/errors";

/**
 * One peer. Needs settings:write.
 * @throws AppError not-found
 */
export async function findPeer(ctx: Ctx, { id }: { readonly id: string }): Promise<Peer> {
  requireScope(ctx.actor, "settings:write");
  return requirePeer(ctx, id);
}

/** @throws AppError not-found */
export async function requirePeer(stores: Stores, id: string): Promise<Peer> {
  const peer = await stores.peers.find(id);
  if (peer === null) throw new AppError("not-found", "No peer has this id.");
  return peer;
}

/** @throws AppError conflict where another peer has the name, or is ourselves as well */
export async function requireNoClash(
  stores: Stores,
  settings: PeerSettings,
  exceptId: string | null,
): Promise<void> {
  const clash = await stores.peers.clash(settings, exceptId);
  if (clash === null) return;
  const message =
    clash === "name" ? "is another peer's name" : "is set of another peer already: only one is ourselves";
  const errors = [{ pointer: `/${clash}`, message }];
  throw new AppError("conflict", `/${clash}: ${message}`, { errors });
}
