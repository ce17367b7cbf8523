import type { Actor } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses a change that another site's page may have sent with the visitor's cookies. A key is not sent by browsers of
 * themselves, so it is exempt; so is a client without cookie, Origin and fetch metadata, which is no browser.
 * @throws AppError forbidden
 */
export function requireSameOrigin(request: Request, actor: Actor, trustedOrigins: readonly string[]): void {
  if (SAFE_METHODS.has(request.method) || actor.kind === "key") return;
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  const browserless = origin === null && site === null && !request.headers.has("cookie");
  if (browserless && actor.kind === "anonymous") return;
  const originFits = origin === null ? site !== null : trustedOrigins.includes(origin);
  const siteFits = site === null || site === "same-origin";
  if (!originFits || !siteFits)
    throw new AppError("forbidden", "Changes made with a session must come from this site's own pages.");
}
