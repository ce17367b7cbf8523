import type { Actor, Scope } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";

/**
 * The authorisation of every verb: its first line.
 * @throws AppError unauthenticated for a stranger, forbidden for somebody without the scope
 */
export function requireScope(actor: Actor, scope: Scope): void {
  if (actor.kind === "anonymous")
    throw new AppError("unauthenticated", "Sign in, or send an API key as a Bearer token.");
  if ((actor.scopes as readonly Scope[]).includes(scope)) return;
  const who = actor.kind === "key" ? "This key" : "Your role";
  throw new AppError("forbidden", `${who} lacks the scope ${scope}.`);
}
