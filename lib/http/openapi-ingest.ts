import { BEARER_KEY, problemResponse } from "./openapi-operation";
import type { JsonObject, OpenapiPaths } from "./openapi-types";

const BINARY: JsonObject = { type: "string", contentEncoding: "binary" };
const COUNT: JsonObject = { type: ["integer", "string"] };

const REFUSALS = {
  "400": problemResponse(
    "The body cannot be decoded (nothing is kept), or samples were refused (good ones are kept)",
  ),
  "401": problemResponse("No key, or one that is not in force"),
  "403": problemResponse("The key lacks the scope ingest:write"),
  "413": problemResponse("The body is larger than the limit, before or after decompression"),
  "415": problemResponse("The content type or encoding is not understood"),
  "503": problemResponse("Overloaded; `Retry-After` says when to try again"),
};

const OTLP_RESPONSE: JsonObject = {
  type: "object",
  properties: {
    partialSuccess: {
      type: "object",
      description: "Absent on full success",
      properties: { rejectedDataPoints: COUNT, errorMessage: { type: "string" } },
    },
  },
};

const RPC_STATUS = "A google.rpc.Status message in the type of the request";

/** The ingest endpoints: they stand in front of the API with protocols of their own, so they are described by hand. */
export const INGEST_PATHS: OpenapiPaths = {
  "/api/v1/write": {
    post: {
      operationId: "prometheusRemoteWrite",
      summary: "Prometheus remote_write 1.0 and 2.0",
      description:
        "A WriteRequest (1.0) or, with `Content-Type: application/x-protobuf;proto=io.prometheus.write.v2.Request`, a Request (2.0) as protobuf in snappy's block format. A series is the same whichever version sends it. Good samples are kept even where others are refused; the answer is then 400 with the reasons, which senders do not repeat. Every answer to 2.0 says in `X-Prometheus-Remote-Write-{Samples,Histograms,Exemplars}-Written` what was written. Of an HA pair (labels `cluster` and `__replica__`) one replica is counted. The same body again within an hour changes nothing. Needs the scope `ingest:write`.",
      tags: ["ingest"],
      security: [BEARER_KEY],
      parameters: [
        {
          name: "Content-Encoding",
          in: "header",
          required: true,
          schema: { type: "string", const: "snappy" },
        },
        {
          name: "X-Prometheus-Remote-Write-Version",
          in: "header",
          required: false,
          schema: { type: "string", examples: ["0.1.0", "2.0.0"] },
        },
      ],
      requestBody: { required: true, content: { "application/x-protobuf": { schema: BINARY } } },
      responses: { "204": { description: "Every sample is durable" }, ...REFUSALS },
    },
  },
  "/v1/metrics": {
    post: {
      operationId: "otlpMetrics",
      summary: "OTLP/HTTP metrics",
      description:
        "An ExportMetricsServiceRequest as protobuf or JSON, plain or gzip; cumulative and delta, explicit and exponential histograms. Refused points are counted in `partialSuccess`. Needs the scope `ingest:write`.",
      tags: ["ingest"],
      security: [BEARER_KEY],
      requestBody: {
        required: true,
        content: {
          "application/x-protobuf": { schema: BINARY },
          "application/json": { schema: { type: "object" } },
        },
      },
      responses: {
        "200": {
          description: "Every accepted point is durable",
          content: {
            "application/x-protobuf": { schema: BINARY },
            "application/json": { schema: OTLP_RESPONSE },
          },
        },
        ...Object.fromEntries(Object.keys(REFUSALS).map((status) => [status, otlpRefusal(status)])),
      },
    },
  },
};

function otlpRefusal(status: string) {
  const { description } = REFUSALS[status as keyof typeof REFUSALS];
  const body = { type: "object", properties: { code: { type: "integer" }, message: { type: "string" } } };
  return {
    description: `${description}. ${RPC_STATUS}`,
    content: { "application/x-protobuf": { schema: BINARY }, "application/json": { schema: body } },
  };
}
