import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx, Stores } from "@/lib/context";
import type { CatalogRegion } from "@/lib/domain/catalog";
import { AppError } from "@/lib/platform/errors";

/** One region and what is known of it. Needs metrics:read. @throws AppError not-found */
export async function readRegion(ctx: Ctx, { code }: { readonly code: string }): Promise<CatalogRegion> {
  requireScope(ctx.actor, "metrics:read");
  return requireRegion(ctx, code);
}

/** @throws AppError not-found */
export async function requireRegion(stores: Stores, code: string): Promise<CatalogRegion> {
  const region = await stores.catalog.region(code);
  if (region === null) throw new AppError("not-found", `No region ${JSON.stringify(code)} was ever seen.`);
  return region;
}
