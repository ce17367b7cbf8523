import type { ApiKey } from "./api-key-store";
import type { Ctx } from "@/lib/context";
import { actorName, type KeyScope } from "@/lib/platform/actor";
import { apiKeyPrefix, hashApiKey, newApiKeySecret } from "./api-key-secret";
import { requireScope } from "./require-scope";

export interface CreateApiKeyInput {
  readonly name: string;
  readonly scope: KeyScope;
  /** Everything that a demo key sends is marked as demo data; only the seed makes them. */
  readonly demo?: boolean;
}

/** Makes a key. Its secret is in the result and nowhere else afterwards. Needs keys:write. */
export async function createApiKey(
  ctx: Ctx,
  input: CreateApiKeyInput,
): Promise<{ key: ApiKey; secret: string }> {
  requireScope(ctx.actor, "keys:write");
  const secret = newApiKeySecret(input.scope);
  const key = await ctx.transaction(async (tx) => {
    const created = await tx.apiKeys.create({
      name: input.name,
      scope: input.scope,
      demo: input.demo ?? false,
      prefix: apiKeyPrefix(secret, input.scope),
      hash: hashApiKey(secret),
      createdBy: actorName(ctx.actor),
      createdAtMs: ctx.clock.nowMs(),
    });
    await tx.audit.append(ctx.actor, "api-key.created", created.id, {
      name: created.name,
      scope: created.scope,
    });
    return created;
  });
  return { key, secret };
}
