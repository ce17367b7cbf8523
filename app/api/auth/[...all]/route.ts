import { authStore } from "@/lib/compose/auth";
import { processEnv } from "@/lib/compose/context";
import { trustedOrigins } from "@/lib/auth/trusted-origins";
import { serveAuth } from "@/lib/http/serve-auth";
import { createLogger } from "@/lib/platform/logger";

const logger = createLogger("auth");

/** Signing in and out, by better-auth. */
export function POST(request: Request): Promise<Response> {
  return serveAuth({ auth: authStore(), trustedOrigins: trustedOrigins(processEnv()), logger }, request);
}
