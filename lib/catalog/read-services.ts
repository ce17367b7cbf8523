import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { CatalogService } from "@/lib/domain/catalog";

/** Every service ever seen and what is known of it, by name. Needs metrics:read. */
export async function readServices(ctx: Ctx): Promise<CatalogService[]> {
  requireScope(ctx.actor, "metrics:read");
  return ctx.catalog.services();
}
