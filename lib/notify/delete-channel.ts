import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { CHANNEL_TOPIC, type Channel } from "@/lib/domain/notification";
import { changedSince, requireVersion } from "@/lib/platform/version-tag";
import { requireChannel } from "./find-channel";

/**
 * Removes a channel with its log; what waits for it is not sent. Needs settings:write.
 * @throws AppError not-found, precondition-required, precondition-failed
 */
export async function deleteChannel(
  ctx: Ctx,
  { id, ifMatch }: { readonly id: string; readonly ifMatch: string | null },
): Promise<Channel> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    const channel = await requireChannel(tx, id);
    const version = requireVersion(ifMatch, channel.version);
    if (!(await tx.channels.remove(id, version))) throw changedSince();
    await tx.audit.append(ctx.actor, "channel.deleted", id, { name: channel.name, target: channel.target });
    await tx.jobs.notify(CHANNEL_TOPIC);
    return channel;
  });
}
