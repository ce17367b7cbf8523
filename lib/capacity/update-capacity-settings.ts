import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { CapacitySettings, VersionedCapacitySettings } from "@/lib/domain/capacity";
import { changedSince, requireVersion } from "@/lib/platform/version-tag";
import { CAPACITY_TOPIC } from "./capacity-topic";

export interface UpdateCapacitySettingsInput {
  readonly settings: CapacitySettings;
  readonly ifMatch: string | null;
}

/**
 * Sets what plans of capacity reckon with, if it is still as it was read. Needs settings:write.
 * @throws AppError precondition-required, precondition-failed
 */
export async function updateCapacitySettings(
  ctx: Ctx,
  { settings, ifMatch }: UpdateCapacitySettingsInput,
): Promise<VersionedCapacitySettings> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    const before = await tx.capacity.settings();
    const version = requireVersion(ifMatch, before.version);
    const updated = await tx.capacity.updateSettings(version, settings, ctx.clock.nowMs());
    if (updated === null) throw changedSince();
    await tx.audit.append(ctx.actor, "capacity-settings.changed", "capacity", { before, after: updated });
    await tx.jobs.notify(CAPACITY_TOPIC);
    return updated;
  });
}
