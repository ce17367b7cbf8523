import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { Backfill } from "@/lib/domain/backfill";

const MAX_LISTED = 100;

/** The newest imports. Needs ingest-status:read. */
export async function listBackfills(ctx: Ctx): Promise<Backfill[]> {
  requireScope(ctx.actor, "ingest-status:read");
  return ctx.backfills.list(MAX_LISTED);
}
