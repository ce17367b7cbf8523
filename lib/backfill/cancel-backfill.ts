import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { Backfill } from "@/lib/domain/backfill";
import { AppError } from "@/lib/platform/errors";

/**
 * Ends an import; a chunk that is being written is still finished, and what was written stays. Needs settings:write.
 * @throws AppError not-found, or conflict where it is over already
 */
export async function cancelBackfill(ctx: Ctx, { id }: { readonly id: string }): Promise<Backfill> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    const cancelled = await tx.backfills.cancelIfOpen(id, ctx.clock.nowMs());
    if (cancelled === null) {
      const known = await tx.backfills.find(id);
      if (known === null) throw new AppError("not-found", "There is no such import.");
      throw new AppError("conflict", `The import is ${known.state} already.`);
    }
    await tx.audit.append(ctx.actor, "backfill.cancelled", id, { name: cancelled.name });
    return cancelled;
  });
}
