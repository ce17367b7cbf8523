import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { APIError, createAuthMiddleware } from "better-auth/api";
import type { PrismaClient } from "@/lib/db/client";
import { ROLE_SCOPES } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import type { Logger } from "@/lib/platform/logger";
import { CLIENT_ADDRESS_HEADER } from "./client-address";
import { MAX_PASSWORD, MIN_PASSWORD } from "./password-policy";
import { toRole } from "./people-store";
import type { UserActor } from "./require-user";
import { ACCOUNT_WINDOW_MS, createSignInThrottleStore } from "./sign-in-throttle-store";

export interface AuthOptions {
  readonly publicUrl: string;
  readonly authSecret: string;
  readonly trustedOrigins: readonly string[];
  readonly logger: Logger;
}

export interface AuthStore {
  /** better-auth's HTTP handler, for the paths in AUTH_PATHS. */
  handle(request: Request): Promise<Response>;
  /** Who the session cookie among `headers` belongs to; read from the database each time, so a revocation counts at once. */
  sessionActor(headers: Headers): Promise<UserActor | null>;
  /** Signs in on the server; the `set-cookie` headers are the session. Throws when email or password is wrong. */
  signIn(email: string, password: string, headers: Headers): Promise<Headers>;
}

export const AUTH_BASE_PATH = "/api/auth";
/** What of better-auth is reachable; everything else it offers (sign-up above all) answers 404. */
export const AUTH_PATHS: readonly string[] = ["/sign-in/email", "/sign-out"];

const SESSION_SECONDS = 7 * 24 * 60 * 60;
/** How stale the "last used" of a session may be. */
const TOUCH_SECONDS = 60;
const MS_PER_SECOND = 1_000;
const SIGN_INS_PER_MINUTE = 5;
const REQUESTS_PER_WINDOW = 300;
const SERVER_ERROR = 500;
const SIGN_IN_PATH = "/sign-in/email";

type Throttle = ReturnType<typeof createSignInThrottleStore>;

function emailOf(body: unknown): string | null {
  const email = (body as { email?: unknown } | null | undefined)?.email;
  return typeof email === "string" ? email : null;
}

/** Counts an attempt before the password is looked at, and forgets the count when it was right. */
function throttleHooks(throttle: Throttle) {
  return {
    before: createAuthMiddleware(async (ctx) => {
      const email = ctx.path === SIGN_IN_PATH ? emailOf(ctx.body) : null;
      if (email === null) return;
      const retryAfterSeconds = await throttle.countAttempt(email, Date.now());
      if (retryAfterSeconds === null) return;
      const headers = { "retry-after": String(retryAfterSeconds) };
      const message = "Too many attempts for this account. Try again later.";
      throw new APIError("TOO_MANY_REQUESTS", { message, code: "TOO_MANY_ATTEMPTS" }, headers);
    }),
    after: createAuthMiddleware(async (ctx) => {
      const email = ctx.path === SIGN_IN_PATH ? emailOf(ctx.body) : null;
      if (email !== null && ctx.context.newSession) await throttle.forget(email);
    }),
  };
}

function createBetterAuth(prisma: PrismaClient, options: AuthOptions) {
  return betterAuth({
    baseURL: options.publicUrl,
    basePath: AUTH_BASE_PATH,
    secret: options.authSecret,
    trustedOrigins: [...options.trustedOrigins],
    database: prismaAdapter(prisma, { provider: "postgresql" }),
    telemetry: { enabled: false },
    // Without a `level`: with one, better-auth also prints every refusal to the console by itself.
    logger: {
      log: (level, message, ...details: unknown[]) =>
        options.logger[level === "error" ? "error" : "info"]({ err: details[0] }, message),
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD,
      maxPasswordLength: MAX_PASSWORD,
    },
    user: { additionalFields: { role: { type: "string", input: false, required: false } } },
    session: {
      expiresIn: SESSION_SECONDS,
      updateAge: TOUCH_SECONDS,
      cookieCache: { enabled: false },
    },
    rateLimit: {
      enabled: true,
      storage: "database",
      // better-auth sweeps rows older than its longest window: ours per account live in the same table.
      window: ACCOUNT_WINDOW_MS / MS_PER_SECOND,
      max: REQUESTS_PER_WINDOW,
      customRules: { [SIGN_IN_PATH]: { window: 60, max: SIGN_INS_PER_MINUTE } },
    },
    hooks: throttleHooks(createSignInThrottleStore(prisma)),
    advanced: {
      useSecureCookies: options.publicUrl.startsWith("https:"),
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
  });
}

/** Sessions and sign-in by better-auth: the only module that holds the library's connection. */
export function createAuthStore(prisma: PrismaClient, options: AuthOptions): AuthStore {
  const auth = createBetterAuth(prisma, options);
  return {
    handle: (request) => auth.handler(request),
    async sessionActor(headers) {
      const found = await auth.api.getSession({ headers }).catch(absentOrAway);
      if (found === null) return null;
      const role = toRole(found.user.role);
      const { id, name } = found.user;
      return { kind: "user", id, name, role, sessionId: found.session.id, scopes: ROLE_SCOPES[role] };
    },
    async signIn(email, password, headers) {
      const result = await auth.api.signInEmail({ body: { email, password }, headers, returnHeaders: true });
      return result.headers;
    },
  };
}

/** better-auth answers a database that is away with a bare 500 of its own, and a session that just ended with a 401. */
function absentOrAway(error: unknown): null {
  const status = error instanceof APIError ? error.statusCode : SERVER_ERROR;
  if (status < SERVER_ERROR) return null;
  const text = "Sessions cannot be checked at the moment. Try again shortly.";
  throw new AppError("unavailable", text, { retryAfterSeconds: 5, cause: error });
}
