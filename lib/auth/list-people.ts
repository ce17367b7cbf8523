import type { Ctx } from "@/lib/context";
import type { Person } from "./people-store";
import { requireScope } from "./require-scope";

/** Everybody who can sign in, by email address. Needs people:write. */
export async function listPeople(ctx: Ctx): Promise<Person[]> {
  requireScope(ctx.actor, "people:write");
  return ctx.people.list();
}
