import type { Ctx } from "@/lib/context";
import { requireUser } from "./require-user";

/** Ends all of one's own sessions but the one that asks; returns how many. */
export async function revokeOtherSessions(ctx: Ctx): Promise<number> {
  const user = requireUser(ctx.actor);
  return ctx.transaction(async (tx) => {
    const ended = await tx.people.endSessions(user.id, user.sessionId ?? null);
    if (ended > 0) await tx.audit.append(user, "session.others-revoked", user.id, { ended });
    return ended;
  });
}
