import { createAuthStore, type AuthStore } from "@/lib/auth/auth-store";
import { trustedOrigins } from "@/lib/auth/trusted-origins";
import { processDatabase } from "@/lib/db/client";
import { createLogger } from "@/lib/platform/logger";
import { processSingleton } from "@/lib/platform/process-singleton";
import { processEnv } from "./context";

/** This process's sign-in and sessions. */
export function authStore(): AuthStore {
  return processSingleton("auth", () => {
    const env = processEnv();
    return createAuthStore(processDatabase(env.databaseUrl).prisma, {
      publicUrl: env.publicUrl,
      authSecret: env.authSecret,
      trustedOrigins: trustedOrigins(env),
      logger: createLogger("auth"),
    });
  });
}
