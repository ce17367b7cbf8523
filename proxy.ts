import { randomBytes } from "node:crypto";
import { NextResponse, type NextRequest } from "next/server";
import { ASKED_PATH_HEADER, askedPath } from "@/lib/http/asked-path";
import { securityHeaders } from "@/lib/http/security-headers";

const NONCE_BYTES = 16;

/**
 * Sets the security headers, with a fresh script nonce, on the request (where Next finds the nonce for its own scripts) and
 * on the answer; tells pages at which address they are asked for. It authorises nothing: verbs do.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(NONCE_BYTES).toString("base64");
  const development = process.env.NODE_ENV === "development";
  const https = process.env.PUBLIC_URL?.startsWith("https:") ?? false;
  const security = securityHeaders({ nonce, development, https });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set(ASKED_PATH_HEADER, askedPath(request.nextUrl));
  headers.set("content-security-policy", security["content-security-policy"]);
  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries(security)) response.headers.set(name, value);
  return response;
}

export const config = {
  // Files with a hash in their name run no script of their own choosing and need no nonce. Next hands on 10 MiB of a body
  // that goes through here: uploads go past.
  matcher: ["/((?!_next/static|_next/image|favicon.ico|api/uploads/).*)"],
};
