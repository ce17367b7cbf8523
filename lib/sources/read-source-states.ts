import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { SourceEntry } from "./source-store";

/** How reading each source goes, by name; its settings are for admins alone. Needs ingest-status:read. */
export async function readSourceStates(ctx: Ctx): Promise<SourceEntry[]> {
  requireScope(ctx.actor, "ingest-status:read");
  return ctx.sources.list();
}
