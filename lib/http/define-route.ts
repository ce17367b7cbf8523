import type { ZodType } from "zod";
import { resolveActor } from "@/lib/compose/actor";
import { createCtx, processEnv } from "@/lib/compose/context";
import { trustedOrigins } from "@/lib/auth/trusted-origins";
import { processDatabase } from "@/lib/db/client";
import { createIdempotencyStore } from "@/lib/db/idempotency-store";
import { systemClock } from "@/lib/platform/clock";
import { createLogger } from "@/lib/platform/logger";
import { processSingleton } from "@/lib/platform/process-singleton";
import { createSecretBox } from "@/lib/platform/secret-box";
import { measureRequest } from "./measure-request";
import type { RouteDeclaration, RouteHandler } from "./route-declaration";
import type { RouteServices } from "./route-services";
import { serveRoute } from "./serve-route";

function routeServices(): RouteServices {
  return processSingleton<RouteServices>("route-services", () => {
    const env = processEnv();
    return {
      clock: systemClock,
      logger: createLogger("http"),
      idempotency: createIdempotencyStore(processDatabase(env.databaseUrl).prisma),
      answerBox: createSecretBox(env.authSecret, "idempotent-answers"),
      trustedOrigins: trustedOrigins(env),
      resolveActor,
      createCtx,
    };
  });
}

/**
 * A Next route handler from a declaration:
 * `export const GET = defineRoute({ summary, scope, query, response, handle })`.
 * `response` is the schema of `data`; the envelope, authentication, parsing, ETag and problem+json are added here.
 */
export function defineRoute<
  R extends ZodType,
  Q extends ZodType | undefined = undefined,
  P extends ZodType | undefined = undefined,
  B extends ZodType | undefined = undefined,
>(declaration: RouteDeclaration<Q, P, B, R>): RouteHandler {
  const general = declaration as unknown as RouteDeclaration;
  const handler = (request: Request, context: { params: Promise<unknown> }) =>
    measureRequest(request, context.params, () =>
      serveRoute(general, routeServices(), request, context.params),
    );
  return Object.assign(handler, { declaration: general });
}
