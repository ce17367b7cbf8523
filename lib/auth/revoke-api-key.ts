import type { ApiKey } from "./api-key-store";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/platform/errors";
import { requireScope } from "./require-scope";

/**
 * Revokes a key; it is refused within 10 s (processes cache a key that long). Needs keys:write.
 * @throws AppError not-found when no unrevoked key has the id
 */
export async function revokeApiKey(ctx: Ctx, input: { readonly id: string }): Promise<ApiKey> {
  requireScope(ctx.actor, "keys:write");
  return ctx.transaction(async (tx) => {
    const revoked = await tx.apiKeys.revoke(input.id, ctx.clock.nowMs());
    if (revoked === null) throw new AppError("not-found", "No key that is in force has this id.");
    await tx.audit.append(ctx.actor, "api-key.revoked", revoked.id, { name: revoked.name });
    return revoked;
  });
}
