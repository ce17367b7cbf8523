import * as z from "zod";
import { alertWebhookBodySchema, takenAlertsSchema } from "@/lib/contracts/alert-webhook";
import { liveEventSchema } from "@/lib/contracts/live-event";
import { problemSchema } from "@/lib/contracts/problem";
import { readinessCheckSchema } from "@/lib/contracts/readiness";
import { INGEST_PATHS } from "./openapi-ingest";
import { operationOf } from "./openapi-operation";
import { INTEGRATION_PATHS } from "./openapi-integrations";
import { SchemaCollector } from "./openapi-schema";
import { SERVICE_PATHS } from "./openapi-service";
import type { OpenapiDocument, OpenapiPaths, RegisteredRoute } from "./openapi-types";

export const API_VERSION = "1.0.0";

const DESCRIPTION = `A success is \`{ "status": "success", "data": …, "meta": … }\`, a refusal is application/problem+json (RFC 9457).
Times are ISO 8601 in UTC, latencies milliseconds, \`error_rate\` a ratio 0–1; availability, utilisations, hit rates and scores
are per cent. A figure that is not known is null, and \`meta.missing\` names it with the reason and the remedy.`;

const TAGS: Readonly<Record<string, string>> = {
  metrics: "The present and the past, figure by figure",
  analytics: "The present in one answer",
  dashboard: "What executives ask",
  infrastructure: "Health",
  deployments: "Changes of what runs",
  monitoring: "The engine",
  objectives: "What is promised, and what of the error budget is left",
  ingest: "Sending telemetry, and what became of it",
  integrations: "What other systems tell by themselves",
  kpis: "Business figures",
  mappings: "What senders' names mean",
  keys: "API keys",
  service: "The live stream, and what operators ask the process itself",
};

/** Only referred to from paths that are described by hand. */
const SHARED = z.object({
  ...{ problem: problemSchema, live: liveEventSchema, check: readinessCheckSchema },
  ...{ alerts: alertWebhookBodySchema, taken: takenAlertsSchema },
});

/** The OpenAPI 3.1 document of the declared routes and the endpoints described by hand. */
export function openapiDocument(routes: readonly RegisteredRoute[]): OpenapiDocument {
  const schemas = new SchemaCollector();
  schemas.of(SHARED);
  const paths: OpenapiPaths = {};
  for (const route of routes)
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operationOf(route, schemas);
  const all = { ...paths, ...INGEST_PATHS, ...INTEGRATION_PATHS, ...SERVICE_PATHS };
  return {
    openapi: "3.1.0",
    info: { title: "Hyperscale Monitoring", version: API_VERSION, description: DESCRIPTION },
    servers: [{ url: "/" }],
    tags: usedTags(all).map((name) => ({ name, description: TAGS[name] })),
    paths: all,
    components: { securitySchemes: SECURITY_SCHEMES, schemas: schemas.components },
  };
}

const SECURITY_SCHEMES = {
  bearerKey: { type: "http", scheme: "bearer", description: "An API key of scope `read` or `ingest`" },
  sessionCookie: {
    type: "apiKey",
    in: "cookie",
    name: "better-auth.session_token",
    description: "The session of somebody signed in (`__Secure-` goes before the name over HTTPS)",
  },
};

function usedTags(paths: OpenapiPaths): string[] {
  return [
    ...new Set(
      Object.values(paths).flatMap((methods) => Object.values(methods).flatMap((each) => each.tags)),
    ),
  ];
}
