import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { CatalogRegion, RegionSettings } from "@/lib/domain/catalog";
import { requireRegion } from "./read-region";
import { versionToChange, whyChanged } from "./version-to-change";

export interface UpdateRegionInput {
  readonly code: string;
  readonly settings: RegionSettings;
  readonly ifMatch: string | null;
}

/**
 * Replaces what is known of a region, if it is still as it was read. Needs settings:write.
 * @throws AppError not-found, precondition-required, precondition-failed
 */
export async function updateRegion(ctx: Ctx, input: UpdateRegionInput): Promise<CatalogRegion> {
  requireScope(ctx.actor, "settings:write");
  const { code, settings, ifMatch } = input;
  const change = { action: "region.changed", subject: code };
  return ctx.transaction(async (tx) => {
    const before = await requireRegion(tx, code);
    const version = await versionToChange(tx, change, ifMatch, before.version);
    const changed = await tx.catalog.updateRegion(code, version, settings);
    if (changed === null) throw await whyChanged(tx, change);
    await tx.audit.append(ctx.actor, change.action, code, { before, after: changed });
    await tx.jobs.notify("catalog");
    return changed;
  });
}
