import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx, Stores } from "@/lib/context";
import type { CatalogService } from "@/lib/domain/catalog";
import { AppError } from "@/lib/platform/errors";

/** One service and what is known of it. Needs metrics:read. @throws AppError not-found */
export async function readService(ctx: Ctx, { name }: { readonly name: string }): Promise<CatalogService> {
  requireScope(ctx.actor, "metrics:read");
  return requireService(ctx, name);
}

/** @throws AppError not-found */
export async function requireService(stores: Stores, name: string): Promise<CatalogService> {
  const service = await stores.catalog.service(name);
  if (service === null) throw new AppError("not-found", `No service ${JSON.stringify(name)} was ever seen.`);
  return service;
}
