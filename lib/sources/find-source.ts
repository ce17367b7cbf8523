import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx, Stores } from "@/lib/context";
import { AppError } from "@/lib/platform/errors";
import type { SealedSource, SourceEntry } from "./source-store";

/**
 * One source. Needs settings:write.
 * @throws AppError not-found
 */
export async function findSource(ctx: Ctx, { id }: { readonly id: string }): Promise<SourceEntry> {
  requireScope(ctx.actor, "settings:write");
  return requireSource(ctx, id);
}

/** @throws AppError not-found */
export async function requireSource(stores: Stores, id: string): Promise<SealedSource> {
  const source = await stores.sources.find(id);
  if (source === null) throw new AppError("not-found", "No source has this id.");
  return source;
}
