import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { Source } from "@/lib/domain/source";
import { AppError } from "@/lib/platform/errors";
import { changedSince, requireVersion } from "@/lib/platform/version-tag";
import { configOf, requireFreeName } from "./create-source";
import { requireSource } from "./find-source";
import { mergeHeaders, openHeaders, sealHeaders } from "./source-headers";
import type { SourceInput } from "./source-input";
import type { SourceServices } from "./source-services";

export interface UpdateSourceInput extends SourceInput {
  readonly id: string;
  readonly ifMatch: string | null;
}

/**
 * Changes a source. Stored header values go only where they were meant for: another address needs them anew. Needs
 * settings:write.
 * @throws AppError not-found, precondition-required, precondition-failed, bad-request, conflict
 */
export async function updateSource(
  ctx: Ctx,
  { box }: SourceServices,
  input: UpdateSourceInput,
): Promise<Source> {
  requireScope(ctx.actor, "settings:write");
  return ctx.transaction(async (tx) => {
    const before = await requireSource(tx, input.id);
    const version = requireVersion(input.ifMatch, before.version);
    await requireFreeName(tx, input.name, input.id);
    const headers = mergeHeaders(input.headers, () => openHeadersFor(input.url, before, box));
    const config = configOf(input, headers, sealHeaders(box, headers));
    const updated = await tx.sources.update(input.id, version, config);
    if (updated === null) throw changedSince();
    const { name, url, enabled } = updated;
    await tx.audit.append(ctx.actor, "source.updated", updated.id, { name, url, enabled });
    return updated;
  });
}

/** The stored headers, where `url` leads to the server they were given for. @throws AppError bad-request */
export function openHeadersFor(
  url: string,
  stored: { readonly url: string; readonly sealedHeaders: string },
  box: SourceServices["box"],
): ReturnType<typeof openHeaders> {
  if (new URL(url).origin !== new URL(stored.url).origin) return {};
  try {
    return openHeaders(box, stored.sealedHeaders);
  } catch {
    const message = "the stored values cannot be read (was AUTH_SECRET changed?): enter them anew";
    throw new AppError("bad-request", `/headers: ${message}`, { errors: [{ pointer: "/headers", message }] });
  }
}
