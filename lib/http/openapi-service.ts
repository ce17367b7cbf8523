import { BEARER_KEY, problemResponse, SESSION_COOKIE } from "./openapi-operation";
import type { OpenapiPaths } from "./openapi-types";

const TEXT = { type: "string" };
const CHECKS = {
  type: "object",
  properties: {
    ready: { type: "boolean" },
    checks: { type: "array", items: { $ref: "#/components/schemas/ReadinessCheck" } },
  },
};

/** The live stream and what operators ask the process itself. */
export const SERVICE_PATHS: OpenapiPaths = {
  "/api/live": {
    get: {
      operationId: "getLive",
      summary: "Which figures changed, as server-sent events",
      description:
        "`data` of each message is a LiveEvent; refetch what its topic concerns. `Last-Event-ID` replays what was missed; `resync` says that this cannot be told. Needs the scope `metrics:read`; the stream ends within 5 s when the session does.",
      tags: ["service"],
      security: [BEARER_KEY, SESSION_COOKIE],
      parameters: [{ name: "Last-Event-ID", in: "header", required: false, schema: TEXT }],
      responses: {
        "200": {
          description: "The stream",
          content: { "text/event-stream": { schema: { $ref: "#/components/schemas/LiveEvent" } } },
        },
        "401": problemResponse("No session, no key, or one that is not in force"),
        "403": problemResponse("The caller lacks the scope metrics:read"),
      },
    },
  },
  "/healthz": {
    get: {
      operationId: "getHealthz",
      summary: "Whether the process is alive",
      description: "The header `x-build` names the build that is served.",
      tags: ["service"],
      security: [],
      responses: { "200": { description: "Alive", content: { "text/plain": { schema: TEXT } } } },
    },
  },
  "/readyz": {
    get: {
      operationId: "getReadyz",
      summary: "Whether database, worker and ingest do their work",
      tags: ["service"],
      security: [],
      responses: {
        "200": { description: "Ready", content: { "application/json": { schema: CHECKS } } },
        "503": { description: "Not ready", content: { "application/json": { schema: CHECKS } } },
      },
    },
  },
  "/metrics": {
    get: {
      operationId: "getMetrics",
      summary: "What this process says of itself, in the Prometheus text format",
      description: "For loopback without a key; else it needs the scope `metrics:read`.",
      tags: ["service"],
      security: [{}, BEARER_KEY],
      responses: {
        "200": { description: "The metrics", content: { "text/plain": { schema: TEXT } } },
        "401": problemResponse("No key, or one that is not in force"),
        "403": problemResponse("The caller lacks the scope metrics:read"),
      },
    },
  },
};
