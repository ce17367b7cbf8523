import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { ResponseRun } from "@/lib/domain/response";
import type { RunFilter } from "./response-store";

export interface ResponsePage {
  readonly runs: readonly ResponseRun[];
  /** null on the last page. */
  readonly last: ResponseRun | null;
}

/** The ledger, newest first. Needs metrics:read. */
export async function listResponses(ctx: Ctx, filter: RunFilter): Promise<ResponsePage> {
  requireScope(ctx.actor, "metrics:read");
  const found = await ctx.responses.list({ ...filter, limit: filter.limit + 1 });
  const runs = found.slice(0, filter.limit);
  return { runs, last: found.length > filter.limit ? (runs.at(-1) ?? null) : null };
}
