import { requireScope } from "@/lib/auth/require-scope";
import { whyNotChanged } from "./why-not-changed";
import type { Ctx } from "@/lib/context";
import type { StoredRule } from "@/lib/pipeline/ingest/mapping/mapping-store";

/**
 * Deletes a rule of one's own, if it is still as it was read; running ingesters follow as soon as this commits. Needs
 * settings:write.
 * @throws AppError not-found, conflict for a built-in one, precondition-failed
 */
export async function deleteMapping(
  ctx: Ctx,
  input: { readonly key: string; readonly updatedAtMs: number },
): Promise<StoredRule> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    const deleted = await tx.mapping.deleteOwn(input.key, input.updatedAtMs);
    if (deleted === null) throw await whyNotChanged(tx, input.key);
    await tx.audit.append(ctx.actor, "mapping.deleted", input.key, { rule: deleted.rule });
    await tx.jobs.notify("mapping");
    return deleted;
  });
}
