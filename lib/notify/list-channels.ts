import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { Channel } from "@/lib/domain/notification";

/** Every channel, by name. Needs settings:write. */
export async function listChannels(ctx: Ctx): Promise<Channel[]> {
  requireScope(ctx.actor, "settings:write");
  return ctx.channels.list();
}
