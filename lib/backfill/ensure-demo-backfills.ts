import { randomUUID } from "node:crypto";
import { addBackfillJob } from "./backfill-job";
import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { OPEN_STATES, type Backfill, type BackfillSource, type BackfillSpan } from "@/lib/domain/backfill";
import { actorName } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";

export interface DemoBackfill {
  readonly name: string;
  readonly source: BackfillSource;
  readonly span: BackfillSpan;
}

/**
 * Starts the demo's own imports, marked as demo data, or goes on with them from where their engine is now. Repeatable: the
 * span of the first time stands. Returns those still to be done. Only the launcher does this.
 */
export async function ensureDemoBackfills(ctx: Ctx, wanted: readonly DemoBackfill[]): Promise<Backfill[]> {
  requireScope(ctx.actor, "settings:write");
  if (!ctx.demo) throw new AppError("forbidden", "Only the demo has simulated history.");
  const nowMs = ctx.clock.nowMs();
  return ctx.transaction(async (tx) => {
    const open: Backfill[] = [];
    for (const [position, { name, source, span }] of wanted.entries()) {
      const known = await tx.backfills.byName(name);
      if (known) await tx.backfills.moveSource(known.id, source);
      const backfill =
        known ??
        (await tx.backfills.create({
          ...{ id: randomUUID(), name, source, sealedHeaders: null, span, demo: true },
          ...{ createdBy: actorName(ctx.actor), createdAtMs: nowMs + position },
        }));
      if (OPEN_STATES.includes(backfill.state)) open.push(backfill);
    }
    if (open.length > 0) await addBackfillJob(tx.jobs);
    return open;
  });
}
