import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { requireUser, type UserActor } from "@/lib/auth/require-user";
import { resolveActor } from "@/lib/compose/actor";
import type { Actor } from "@/lib/platform/actor";
import { ASKED_PATH_HEADER, withAskedQuery } from "./asked-path";

/** Who asks for a page; layout and page of one request ask once. Makes the page dynamic. */
export const pageActor = cache(async (): Promise<Actor> => resolveActor(await headers()));

/**
 * The person who asks for a page; a stranger is sent to sign in and then back to `path`, with the query of
 * the address. This spares them an error page: the verbs authorise.
 */
export async function signedInPageActor(path: string): Promise<UserActor> {
  const actor = await pageActor();
  if (actor.kind === "anonymous") {
    const next = withAskedQuery(path, (await headers()).get(ASKED_PATH_HEADER));
    redirect(`/sign-in?next=${encodeURIComponent(next)}`);
  }
  return requireUser(actor);
}
