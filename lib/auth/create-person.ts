import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Ctx } from "@/lib/context";
import { ROLES } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import type { Person } from "./people-store";
import { requireScope } from "./require-scope";

const MAX_NAME = 80;
const PASSWORD_BYTES = 18;

export const createPersonSchema = z.strictObject({
  email: z.email(),
  name: z.string().trim().min(1).max(MAX_NAME),
  role: z.enum(ROLES),
});
export type CreatePersonInput = z.infer<typeof createPersonSchema>;

/**
 * Makes a person who signs in with email and password. The password is random, in the result and nowhere else afterwards.
 * Needs people:write.
 * @throws AppError conflict when the email address is taken
 */
export async function createPerson(
  ctx: Ctx,
  input: CreatePersonInput,
): Promise<{ person: Person; password: string }> {
  requireScope(ctx.actor, "people:write");
  const password = randomBytes(PASSWORD_BYTES).toString("base64url");
  const person = await ctx.transaction(async (tx) => {
    if ((await tx.people.findByEmail(input.email)) !== null)
      throw new AppError("conflict", `There is an account for ${input.email} already.`);
    const created = await tx.people.create({ ...input, password });
    const { email, role } = created;
    await tx.audit.append(ctx.actor, "person.created", created.id, { email, role });
    return created;
  });
  return { person, password };
}
