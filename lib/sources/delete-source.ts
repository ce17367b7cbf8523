import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { Source } from "@/lib/domain/source";
import { changedSince, requireVersion } from "@/lib/platform/version-tag";
import { requireSource } from "./find-source";

/**
 * Removes a source; what was read from it stays. Needs settings:write.
 * @throws AppError not-found, precondition-required, precondition-failed
 */
export async function deleteSource(
  ctx: Ctx,
  input: { readonly id: string; readonly ifMatch: string | null },
): Promise<Source> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    const source = await requireSource(tx, input.id);
    const version = requireVersion(input.ifMatch, source.version);
    if (!(await tx.sources.remove(input.id, version))) throw changedSince();
    await tx.audit.append(ctx.actor, "source.deleted", source.id, { name: source.name, url: source.url });
    return source;
  });
}
