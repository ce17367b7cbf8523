import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx, Stores } from "@/lib/context";
import type { Channel } from "@/lib/domain/notification";
import { AppError } from "@/lib/platform/errors";
import type { SealedChannel } from "./channel-store";

/** One channel. Needs settings:write. @throws AppError not-found */
export async function findChannel(ctx: Ctx, { id }: { readonly id: string }): Promise<Channel> {
  requireScope(ctx.actor, "settings:write");
  return requireChannel(ctx, id);
}

/** @throws AppError not-found */
export async function requireChannel(stores: Stores, id: string): Promise<SealedChannel> {
  const channel = await stores.channels.find(id);
  if (channel === null) throw new AppError("not-found", "No channel has this id.");
  return channel;
}
