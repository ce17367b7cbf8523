import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { VersionedCapacitySettings } from "@/lib/domain/capacity";

/** What an admin said of capacity, or the defaults. Needs metrics:read. */
export async function readCapacitySettings(ctx: Ctx): Promise<VersionedCapacitySettings> {
  requireScope(ctx.actor, "metrics:read");
  return ctx.capacity.settings();
}
