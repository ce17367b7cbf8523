import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { VersionedBusinessSettings } from "@/lib/domain/business-settings";

/** What an admin said of the business, or the defaults. Needs metrics:read: every figure's explanation names them. */
export async function readBusinessSettings(ctx: Ctx): Promise<VersionedBusinessSettings> {
  requireScope(ctx.actor, "metrics:read");
  return ctx.businessSettings.read();
}
