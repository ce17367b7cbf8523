import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx, Stores } from "@/lib/context";
import type { CatalogService, ServiceSettings } from "@/lib/domain/catalog";
import { AppError } from "@/lib/platform/errors";
import { requireService } from "./read-service";
import { versionToChange, whyChanged } from "./version-to-change";

export interface UpdateServiceInput {
  readonly name: string;
  readonly settings: ServiceSettings;
  readonly ifMatch: string | null;
}

/**
 * Replaces what is known of a service, if it is still as it was read. Needs settings:write.
 * @throws AppError not-found, precondition-required, precondition-failed, bad-request that names each dependency that
 * cannot be
 */
export async function updateService(ctx: Ctx, input: UpdateServiceInput): Promise<CatalogService> {
  requireScope(ctx.actor, "settings:write");
  const { name, settings, ifMatch } = input;
  const change = { action: "service.changed", subject: name };
  return ctx.transaction(async (tx) => {
    const before = await requireService(tx, name);
    await requireDependencies(tx, name, settings.dependencies);
    const version = await versionToChange(tx, change, ifMatch, before.version);
    const changed = await tx.catalog.updateService(name, version, settings);
    if (changed === null) throw await whyChanged(tx, change);
    await tx.audit.append(ctx.actor, change.action, name, { before, after: changed });
    await tx.jobs.notify("catalog");
    return changed;
  });
}

/** @throws AppError bad-request */
async function requireDependencies(stores: Stores, name: string, wanted: readonly string[]): Promise<void> {
  if (wanted.length === 0) return;
  const known = new Set((await stores.catalog.services()).map((service) => service.name));
  const errors = wanted.flatMap((dependency, index) => {
    const pointer = `/dependencies/${index}`;
    const quoted = JSON.stringify(dependency);
    if (dependency === name) return [{ pointer, message: `${quoted} is the service itself` }];
    if (known.has(dependency)) return [];
    return [{ pointer, message: `no service ${quoted} was ever seen` }];
  });
  if (errors.length === 0) return;
  const text = errors.map(({ pointer, message }) => `${pointer}: ${message}`).join("; ");
  throw new AppError("bad-request", text, { errors });
}
