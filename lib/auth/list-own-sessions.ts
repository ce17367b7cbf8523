import type { Ctx } from "@/lib/context";
import type { PersonSession } from "./people-store";
import { requireUser } from "./require-user";

export interface OwnSession extends PersonSession {
  /** The one this request came with. */
  readonly current: boolean;
}

/** The sessions of whoever asks, last used first. */
export async function listOwnSessions(ctx: Ctx): Promise<OwnSession[]> {
  const user = requireUser(ctx.actor);
  const sessions = await ctx.people.listSessions(user.id, ctx.clock.nowMs());
  return sessions.map((session) => ({ ...session, current: session.id === user.sessionId }));
}
