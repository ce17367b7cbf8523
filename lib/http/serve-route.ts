import { metaSchema } from "@/lib/contracts/envelope";
import { requireScope } from "@/lib/auth/require-scope";
import { matchesEtag, weakEtag } from "./etag";
import { answerOnce } from "./answer-once";
import { parseBody, parseParams, parseQuery } from "./parse-request";
import { problemResponse } from "./problem";
import type { RouteDeclaration, RouteResult } from "./route-declaration";
import type { Answer, RouteServices } from "./route-services";
import { requireSameOrigin } from "./same-origin";

const OK = 200;
const NOT_MODIFIED = 304;
const MS_PER_SECOND = 1_000;

/**
 * Answers one request by a route's declaration: who asks, may they, is the request well formed, the verb, the envelope,
 * the ETag. Whatever is thrown becomes problem+json. Never rejects.
 */
export async function serveRoute(
  declaration: RouteDeclaration,
  services: RouteServices,
  request: Request,
  params: Promise<unknown>,
): Promise<Response> {
  const url = new URL(request.url);
  try {
    const actor = await services.resolveActor(request.headers);
    if (declaration.scope !== null) requireScope(actor, declaration.scope);
    requireSameOrigin(request, actor, services.trustedOrigins);
    const query = parseQuery(url, declaration.query);
    const pathParams = parseParams(await params, declaration.params);
    const { body, raw } = await parseBody(request, declaration.body, declaration.bodyTypes);
    const run = () =>
      declaration.handle(services.createCtx(actor), {
        query: query as never,
        params: pathParams as never,
        body: body as never,
        ifMatch: request.headers.get("if-match"),
      });
    const answer = async () => envelope(declaration, await run(), services.clock.nowMs());
    const answered = await answerOnce({ request, url, raw, actor, services, answer });
    return respond(request, answered, declaration.responseType);
  } catch (error) {
    return problemResponse(error, services.logger, url.pathname);
  }
}

/** Puts the envelope around a result. Data that does not fit the response schema is our fault: a 500. */
function envelope(declaration: RouteDeclaration, result: RouteResult<unknown>, nowMs: number): Answer {
  const asOfMs = result.asOfMs ?? null;
  const meta = metaSchema.parse({
    as_of: asOfMs === null ? null : new Date(asOfMs).toISOString(),
    age_seconds: asOfMs === null ? null : Math.max(0, nowMs - asOfMs) / MS_PER_SECOND,
    demo: result.demo ?? false,
    missing: result.missing ?? [],
    ...result.meta,
  });
  const data: unknown = declaration.response.parse(result.data);
  return {
    status: declaration.status ?? OK,
    envelope: { status: "success", data, meta },
    headers: result.headers,
  };
}

function respond(
  request: Request,
  { envelope, status, headers: own }: Answer,
  textType: string | undefined,
): Response {
  const { meta } = envelope;
  const data = textType ? String(envelope.data) : JSON.stringify(envelope.data); // may be large: written once
  const headers = new Headers(own);
  headers.set("cache-control", "private, no-cache");
  if (request.method === "GET" || request.method === "HEAD") {
    const { as_of: _asOf, age_seconds: _age, ...lastingMeta } = meta;
    const etag = headers.get("etag") ?? weakEtag(data, JSON.stringify(lastingMeta));
    headers.set("etag", etag);
    if (matchesEtag(request.headers.get("if-none-match"), etag))
      return new Response(null, { status: NOT_MODIFIED, headers });
  }
  headers.set("content-type", textType ? `${textType}; charset=utf-8` : "application/json");
  if (textType) return new Response(data, { status, headers });
  const body = `{"status":"${envelope.status}","data":${data},"meta":${JSON.stringify(meta)}}`;
  return new Response(body, { status, headers });
}
