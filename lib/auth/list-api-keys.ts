import type { ApiKey } from "./api-key-store";
import type { Ctx } from "@/lib/context";
import { requireScope } from "./require-scope";

/** All keys without their secrets, newest first. Needs keys:write. */
export async function listApiKeys(ctx: Ctx): Promise<ApiKey[]> {
  requireScope(ctx.actor, "keys:write");
  return ctx.apiKeys.list();
}
