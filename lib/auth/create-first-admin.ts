import { z } from "zod";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/platform/errors";
import { FIRST_ADMIN_PURPOSE, hashFirstAdminToken } from "./first-admin-token";
import { passwordSchema } from "./password-policy";
import type { Person } from "./people-store";

const MAX_NAME = 80;
const MAX_TOKEN = 200;

export const createFirstAdminSchema = z.strictObject({
  token: z.string().min(1).max(MAX_TOKEN),
  name: z.string().trim().min(1).max(MAX_NAME),
  email: z.email(),
  password: passwordSchema,
});
export type CreateFirstAdminInput = z.infer<typeof createFirstAdminSchema>;

/**
 * Makes the first admin. The one-time token is the authorisation: it is used up with the creation, in one transaction, so
 * of two requests at once one wins and a failure gives the token back.
 * @throws AppError forbidden for a token that is wrong, used or expired; conflict when there are people already
 */
export async function createFirstAdmin(ctx: Ctx, input: CreateFirstAdminInput): Promise<Person> {
  return ctx.transaction(async (tx) => {
    const hash = hashFirstAdminToken(input.token);
    const fits = await tx.oneTimeTokens.consume(FIRST_ADMIN_PURPOSE, hash, ctx.clock.nowMs());
    if (!fits)
      throw new AppError(
        "forbidden",
        "This link is wrong, used or expired. The next start prints a new one while there is no admin.",
      );
    if ((await tx.people.count()) > 0)
      throw new AppError("conflict", "There is an account already. Sign in instead.");
    const { name, email, password } = input;
    const admin = await tx.people.create({ name, email, password, role: "admin" });
    await tx.audit.append(ctx.actor, "person.first-admin-created", admin.id, { email: admin.email });
    return admin;
  });
}
