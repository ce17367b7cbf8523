import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { LoggedDelivery } from "./delivery-store";
import { requireChannel } from "./find-channel";

/** What a channel was sent, newest first, with every attempt. Needs settings:write. @throws AppError not-found */
export async function listDeliveries(
  ctx: Ctx,
  { channelId, limit }: { readonly channelId: string; readonly limit: number },
): Promise<LoggedDelivery[]> {
  requireScope(ctx.actor, "settings:write");
  await requireChannel(ctx, channelId);
  return ctx.deliveries.log(channelId, limit);
}
