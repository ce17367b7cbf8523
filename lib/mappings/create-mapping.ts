import { requireScope } from "@/lib/auth/require-scope";
import { ruleOf } from "./mapping-input";
import type { Ctx } from "@/lib/context";
import type { CreateMappingBody } from "@/lib/contracts/mapping";
import type { StoredRule } from "@/lib/pipeline/ingest/mapping/mapping-store";
import { AppError } from "@/lib/platform/errors";

/** More than anybody looks through; each is tried for each new name. */
const MAX_OWN_RULES = 500;

/**
 * Adds a rule; running ingesters use it as soon as this commits. Needs settings:write.
 * @throws AppError bad-request that names the field, conflict where the key is taken or there are too many rules
 */
export async function createMapping(ctx: Ctx, input: CreateMappingBody): Promise<StoredRule> {
  requireScope(ctx.actor, "settings:write");
  const rule = ruleOf(input);
  return ctx.transaction(async (tx) => {
    if ((await tx.mapping.countOwn()) >= MAX_OWN_RULES)
      throw new AppError("conflict", `There are ${MAX_OWN_RULES} rules of your own already.`);
    const created = await tx.mapping.create(rule, input.enabled);
    if (created === null)
      throw new AppError("conflict", `There is a rule with the key ${input.key} already.`);
    await tx.audit.append(ctx.actor, "mapping.created", rule.key, { rule, enabled: input.enabled });
    await tx.jobs.notify("mapping");
    return created;
  });
}
