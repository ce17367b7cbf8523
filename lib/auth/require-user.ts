import type { Actor } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";

export type UserActor = Extract<Actor, { kind: "user" }>;

/**
 * For verbs about oneself: whoever is signed in may use them, whatever the role.
 * @throws AppError unauthenticated, or forbidden for a key
 */
export function requireUser(actor: Actor): UserActor {
  if (actor.kind === "user") return actor;
  if (actor.kind === "anonymous") throw new AppError("unauthenticated", "Sign in first.");
  throw new AppError("forbidden", "Only a person who is signed in can do this.");
}
