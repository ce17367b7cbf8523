import { AUTH_BASE_PATH, AUTH_PATHS, type AuthStore } from "@/lib/auth/auth-store";
import { CLIENT_ADDRESS_HEADER, clientAddress } from "@/lib/auth/client-address";
import { AppError } from "@/lib/platform/errors";
import type { Logger } from "@/lib/platform/logger";
import { problemResponse } from "./problem";
import { requireSameOrigin } from "./same-origin";

export interface AuthServices {
  readonly auth: Pick<AuthStore, "handle">;
  readonly trustedOrigins: readonly string[];
  readonly logger: Logger;
}

const TOO_MANY = 429;
/** better-auth names its own header for this. */
const RETRY_HEADERS = ["retry-after", "x-retry-after"];

/**
 * Hands a request to better-auth: only the paths that we use, only from this site's pages, with the sender's address as we
 * know it in place of any that the sender claims.
 */
export async function serveAuth(services: AuthServices, request: Request): Promise<Response> {
  const url = new URL(request.url);
  try {
    const known = AUTH_PATHS.some((path) => url.pathname === `${AUTH_BASE_PATH}${path}`);
    if (!known) throw new AppError("not-found", "There is no such page.");
    requireSameOrigin(request, { kind: "anonymous", scopes: [] }, services.trustedOrigins);
    const response = await services.auth.handle(withOwnAddress(request));
    return response.status === TOO_MANY ? tooMany(response) : noStore(response);
  } catch (error) {
    return problemResponse(error, services.logger, url.pathname);
  }
}

function withOwnAddress(request: Request): Request {
  const headers = new Headers(request.headers);
  const address = clientAddress(request.headers);
  headers.delete(CLIENT_ADDRESS_HEADER);
  if (address !== null) headers.set(CLIENT_ADDRESS_HEADER, address);
  return new Request(request, { headers });
}

function noStore(response: Response): Response {
  const copy = new Response(response.body, response);
  copy.headers.set("cache-control", "no-store");
  return copy;
}

function tooMany(response: Response): Response {
  const copy = noStore(response);
  const seconds = RETRY_HEADERS.map((name) => response.headers.get(name)).find((value) => value !== null);
  if (seconds) copy.headers.set("retry-after", seconds);
  return copy;
}
