import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { StoredRule } from "@/lib/pipeline/ingest/mapping/mapping-store";

/** Every rule, built-in and own, by priority and key. Needs ingest-status:read. */
export async function listMappings(ctx: Ctx): Promise<StoredRule[]> {
  requireScope(ctx.actor, "ingest-status:read");
  return ctx.mapping.list();
}
