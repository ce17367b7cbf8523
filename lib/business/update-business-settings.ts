import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { BusinessSettings, VersionedBusinessSettings } from "@/lib/domain/business-settings";
import { changedSince, requireVersion } from "@/lib/platform/version-tag";

/** The live stream's topic of settings and peers. */
export const BUSINESS_TOPIC = "business";

export interface UpdateBusinessSettingsInput {
  readonly settings: BusinessSettings;
  readonly ifMatch: string | null;
}

/**
 * Sets the business inputs as a whole, if they are still as they were read; the next cycle uses them. Needs settings:write.
 * @throws AppError precondition-required, precondition-failed
 */
export async function updateBusinessSettings(
  ctx: Ctx,
  { settings, ifMatch }: UpdateBusinessSettingsInput,
): Promise<VersionedBusinessSettings> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    const before = await tx.businessSettings.read();
    const version = requireVersion(ifMatch, before.version);
    const updated = await tx.businessSettings.update(version, settings, ctx.clock.nowMs());
    if (updated === null) throw changedSince();
    await tx.audit.append(ctx.actor, "business-settings.changed", "business", { before, after: updated });
    await tx.jobs.notify(BUSINESS_TOPIC);
    return updated;
  });
}
