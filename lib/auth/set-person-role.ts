import { z } from "zod";
import type { Ctx } from "@/lib/context";
import { ROLES } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import type { Person } from "./people-store";
import { requireScope } from "./require-scope";

export const setPersonRoleSchema = z.strictObject({ email: z.email(), role: z.enum(ROLES) });
export type SetPersonRoleInput = z.infer<typeof setPersonRoleSchema>;

/**
 * Gives a person another role; it counts from their next request on. Needs people:write.
 * @throws AppError not-found when nobody has this email address
 */
export async function setPersonRole(ctx: Ctx, { email, role }: SetPersonRoleInput): Promise<Person> {
  requireScope(ctx.actor, "people:write");
  return ctx.transaction(async (tx) => {
    const before = await tx.people.findByEmail(email);
    if (before === null) throw new AppError("not-found", `There is no account for ${email}.`);
    const person = await tx.people.setRole(before.id, role);
    await tx.audit.append(ctx.actor, "person.role-set", person.id, { from: before.role, to: role });
    return person;
  });
}
