import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/platform/errors";
import { requireUser } from "./require-user";

/**
 * Ends one of one's own sessions; its next request is anonymous.
 * @throws AppError not-found when no session of this person has the id
 */
export async function revokeOwnSession(ctx: Ctx, input: { readonly id: string }): Promise<void> {
  const user = requireUser(ctx.actor);
  await ctx.transaction(async (tx) => {
    const ended = await tx.people.endSession(user.id, input.id);
    if (!ended) throw new AppError("not-found", "You have no session with this id.");
    await tx.audit.append(user, "session.revoked", input.id);
  });
}
