import { clientAddress } from "@/lib/auth/client-address";
import type { AuthStore } from "@/lib/auth/auth-store";
import type { KeyVerifier } from "@/lib/auth/key-cache";
import { KEY_SCOPES, type Actor } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import { authStore } from "./auth";
import { keyVerifier } from "./key-verifier";

const ANONYMOUS: Actor = { kind: "anonymous", scopes: [] };

/**
 * Who sends a request: the API key of its Authorization header, else the person of its session cookie, else nobody.
 * @throws AppError unauthenticated for a key that is not in force, unavailable when neither can be checked
 */
export async function actorOf(
  headers: Headers,
  verifier: KeyVerifier,
  sessions: Pick<AuthStore, "sessionActor">,
): Promise<Actor> {
  const authorization = headers.get("authorization");
  if (authorization !== null) {
    const key = await verifier.verify(authorization, clientAddress(headers) ?? undefined);
    if (key === null) throw new AppError("unauthenticated", "This API key is unknown, expired or revoked.");
    return { kind: "key", id: key.id, name: key.name, demo: key.demo, scopes: KEY_SCOPES[key.scope] };
  }
  if (!headers.has("cookie")) return ANONYMOUS;
  return (await sessions.sessionActor(headers)) ?? ANONYMOUS;
}

/** `actorOf` with this process's keys and sessions. */
export function resolveActor(headers: Headers): Promise<Actor> {
  return actorOf(headers, keyVerifier(), authStore());
}
