import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { CHANNEL_TOPIC, MAX_CHANNELS, type Channel } from "@/lib/domain/notification";
import { actorName } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import { needsSecret, refused, requireFreeName, requireReachable, type ChannelInput } from "./channel-input";
import type { ChannelServices } from "./notify-services";

/**
 * Adds a channel; it is told of what happens from now on. Needs settings:write.
 * @throws AppError bad-request, conflict for a name that is taken, or too many channels
 */
export async function createChannel(
  ctx: Ctx,
  services: ChannelServices,
  { secret, ...settings }: ChannelInput,
): Promise<Channel> {
  requireScope(ctx.actor, "settings:write");
  requireReachable(services, { ...settings, secret });
  const isNeeded = needsSecret(settings.target);
  if (isNeeded && secret === null) throw refused("/secret", "is needed");
  const sealed = isNeeded && secret !== null ? services.box.seal(secret) : null;
  return ctx.transaction(async (tx) => {
    await requireFreeName(tx, settings.name, null);
    if ((await tx.channels.count()) >= MAX_CHANNELS)
      throw new AppError("conflict", `There are ${MAX_CHANNELS} channels already.`);
    const created = await tx.channels.create(settings, sealed, actorName(ctx.actor), ctx.clock.nowMs());
    await tx.audit.append(ctx.actor, "channel.created", created.id, { ...settings });
    await tx.jobs.notify(CHANNEL_TOPIC);
    return created;
  });
}
