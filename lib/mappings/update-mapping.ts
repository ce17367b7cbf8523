import { isDeepStrictEqual } from "node:util";
import { requireScope } from "@/lib/auth/require-scope";
import { ruleOf } from "./mapping-input";
import { whyNotChanged } from "./why-not-changed";
import type { Ctx } from "@/lib/context";
import type { UpdateMappingBody } from "@/lib/contracts/mapping";
import type { StoredRule } from "@/lib/pipeline/ingest/mapping/mapping-store";
import { AppError } from "@/lib/platform/errors";

/**
 * Replaces a rule, if it is still as it was read; running ingesters follow as soon as this commits. A built-in one can
 * only be switched on and off. Needs settings:write.
 * @throws AppError bad-request, not-found, precondition-failed, conflict
 */
export async function updateMapping(
  ctx: Ctx,
  input: UpdateMappingBody & { readonly key: string },
): Promise<StoredRule> {
  requireScope(ctx.actor, "settings:write");
  const rule = ruleOf(input);
  const expectedMs = Date.parse(input.updated_at);
  return ctx.transaction(async (tx) => {
    const before = await tx.mapping.find(input.key);
    if (before === null) throw await whyNotChanged(tx, input.key);
    if (before.builtIn && !isDeepStrictEqual(before.rule, rule))
      throw new AppError(
        "conflict",
        "A built-in rule can be switched off, and one of your own put before it.",
      );
    const changed = await tx.mapping.update(rule, input.enabled, expectedMs);
    if (changed === null) throw await whyNotChanged(tx, input.key);
    const detail = { before: { rule: before.rule, enabled: before.enabled }, rule, enabled: input.enabled };
    await tx.audit.append(ctx.actor, "mapping.changed", rule.key, detail);
    await tx.jobs.notify("mapping");
    return changed;
  });
}
