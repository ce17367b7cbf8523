import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { CHANNEL_TOPIC, type Channel } from "@/lib/domain/notification";
import { changedSince, requireVersion } from "@/lib/platform/version-tag";
import {
  isSameReceiver,
  needsSecret,
  refused,
  requireFreeName,
  requireReachable,
  type ChannelInput,
} from "./channel-input";
import type { SealedChannel } from "./channel-store";
import { requireChannel } from "./find-channel";
import type { ChannelServices } from "./notify-services";

export interface UpdateChannelInput extends ChannelInput {
  readonly id: string;
  readonly ifMatch: string | null;
}

/**
 * Changes a channel. Its stored secret goes only where it was meant for: another receiver needs it anew. Needs settings:write.
 * @throws AppError not-found, precondition-required, precondition-failed, bad-request, conflict
 */
export async function updateChannel(
  ctx: Ctx,
  services: ChannelServices,
  { id, ifMatch, secret, ...settings }: UpdateChannelInput,
): Promise<Channel> {
  requireScope(ctx.actor, "settings:write");
  requireReachable(services, { ...settings, secret });
  return ctx.transaction(async (tx) => {
    const before = await requireChannel(tx, id);
    const version = requireVersion(ifMatch, before.version);
    if (settings.target.kind !== before.target.kind)
      throw refused("/target/kind", "stays what it is: add another channel");
    await requireFreeName(tx, settings.name, id);
    const sealed = sealedOf(services, before, { ...settings, secret });
    const updated = await tx.channels.update(id, version, settings, sealed);
    if (updated === null) throw changedSince();
    await tx.audit.append(ctx.actor, "channel.updated", id, { ...settings, newSecret: secret !== null });
    await tx.jobs.notify(CHANNEL_TOPIC);
    return updated;
  });
}

function sealedOf(
  { box }: ChannelServices,
  before: SealedChannel,
  { target, secret }: ChannelInput,
): string | null {
  if (!needsSecret(target)) return null;
  if (secret !== null) return box.seal(secret);
  if (before.sealedSecret === null) throw refused("/secret", "is needed");
  if (!isSameReceiver(before.target, target)) throw refused("/secret", "is needed anew for another receiver");
  return before.sealedSecret;
}
