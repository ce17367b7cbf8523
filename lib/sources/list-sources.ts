import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { SourceEntry } from "./source-store";

/** Every source and how reading it goes, by name. Needs settings:write. */
export async function listSources(ctx: Ctx): Promise<SourceEntry[]> {
  requireScope(ctx.actor, "settings:write");
  return ctx.sources.list();
}
