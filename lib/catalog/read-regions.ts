import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { CatalogRegion } from "@/lib/domain/catalog";

/** Every region ever seen and what is known of it, by code. Needs metrics:read. */
export async function readRegions(ctx: Ctx): Promise<CatalogRegion[]> {
  requireScope(ctx.actor, "metrics:read");
  return ctx.catalog.regions();
}
