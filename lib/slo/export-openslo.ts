import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { writeOpenslo } from "./openslo/write-openslo";

/** Every objective as OpenSLO v1 YAML; importing it again changes nothing. Needs metrics:read. */
export async function exportOpenslo(ctx: Ctx): Promise<string> {
  requireScope(ctx.actor, "metrics:read");
  return writeOpenslo(await ctx.objectives.all());
}
