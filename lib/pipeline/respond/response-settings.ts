import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { ResponseSettings, VersionedResponseSettings } from "@/lib/domain/response";
import { changedSince, requireVersion } from "@/lib/platform/version-tag";

/** The stop switch and the freeze windows. Needs metrics:read. */
export async function readResponseSettings(ctx: Ctx): Promise<VersionedResponseSettings> {
  requireScope(ctx.actor, "metrics:read");
  return ctx.responseSettings.read();
}

/**
 * Sets them as a whole, in force for every claim after it. Needs responses:approve.
 * @throws AppError precondition-required, precondition-failed
 */
export async function updateResponseSettings(
  ctx: Ctx,
  { settings, ifMatch }: { readonly settings: ResponseSettings; readonly ifMatch: string | null },
): Promise<VersionedResponseSettings> {
  requireScope(ctx.actor, "responses:approve");
  return ctx.transaction(async (tx) => {
    await tx.responses.lockClaims();
    const before = await tx.responseSettings.read();
    const version = requireVersion(ifMatch, before.version);
    const updated = await tx.responseSettings.update(version, settings, ctx.clock.nowMs());
    if (updated === null) throw changedSince();
    await tx.audit.append(ctx.actor, "response-settings.changed", "responses", { before, after: updated });
    return updated;
  });
}
