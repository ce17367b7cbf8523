import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx, Stores } from "@/lib/context";
import type { Source } from "@/lib/domain/source";
import { actorName } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import { mergeHeaders, sealHeaders, type SourceHeaders } from "./source-headers";
import type { SourceInput } from "./source-input";
import type { SourceServices } from "./source-services";
import type { SourceConfig } from "./source-store";

/** All are read at once, by one worker. */
const MAX_SOURCES = 50;

/**
 * Adds a source; a worker reads it within seconds. Needs settings:write.
 * @throws AppError bad-request for a header without a value, conflict for a name that is taken, or too many sources
 */
export async function createSource(ctx: Ctx, { box }: SourceServices, input: SourceInput): Promise<Source> {
  requireScope(ctx.actor, "settings:write");
  const headers = mergeHeaders(input.headers, () => ({}));
  return ctx.transaction(async (tx) => {
    await requireFreeName(tx, input.name, null);
    if ((await tx.sources.count()) >= MAX_SOURCES)
      throw new AppError("conflict", `There are ${MAX_SOURCES} sources already; more are not read.`);
    const config = configOf(input, headers, sealHeaders(box, headers));
    const created = await tx.sources.create(config, actorName(ctx.actor), ctx.clock.nowMs());
    await tx.audit.append(ctx.actor, "source.created", created.id, { name: created.name, url: created.url });
    return created;
  });
}

/** @throws AppError conflict */
export async function requireFreeName(stores: Stores, name: string, exceptId: string | null): Promise<void> {
  if (!(await stores.sources.nameTaken(name, exceptId))) return;
  const errors = [{ pointer: "/name", message: "is another source's name" }];
  throw new AppError("conflict", "/name: is another source's name", { errors });
}

export function configOf(input: SourceInput, headers: SourceHeaders, sealedHeaders: string): SourceConfig {
  const { name, url, enabled, settings } = input;
  return { name, url, enabled, settings, sealedHeaders, headerNames: Object.keys(headers).sort() };
}
