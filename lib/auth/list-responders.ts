import type { Ctx } from "@/lib/context";
import { ROLE_SCOPES } from "@/lib/platform/actor";
import { requireScope } from "./require-scope";

/** Somebody whom an incident can be given to. */
export interface Responder {
  readonly id: string;
  readonly name: string;
}

/** Everybody who may act on incidents, by name; nothing else of them. Needs incidents:write. */
export async function listResponders(ctx: Ctx): Promise<Responder[]> {
  requireScope(ctx.actor, "incidents:write");
  return (await ctx.people.list())
    .filter(({ role }) => ROLE_SCOPES[role].includes("incidents:write"))
    .map(({ id, name }) => ({ id, name }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}
