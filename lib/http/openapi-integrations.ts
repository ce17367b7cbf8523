import { BEARER_KEY, problemResponse } from "./openapi-operation";
import type { OpenapiPaths } from "./openapi-types";

const OUTCOME = {
  content: {
    "application/json": {
      schema: {
        type: "object",
        properties: { outcome: { type: "string", enum: ["pong", "recorded", "repeated", "ignored"] } },
      },
    },
  },
};
const header = (name: string, description: string) => ({
  ...{ name, in: "header" as const, required: true, description, schema: { type: "string" } },
});

const refTo = (id: string) => ({ $ref: `#/components/schemas/${id}` });

/** Alertmanager's, and Grafana's that is nearly the same. */
const alertWebhook = (operationId: string, summary: string, more: string) => ({
  post: {
    ...{ operationId, summary, tags: ["integrations"], security: [BEARER_KEY] },
    description: `With a key of scope \`ingest\`. ${more} Each alert is a signal of an incident: the one of its cause, or a new one. Its region and service are read from the labels that name them in samples, its severity from \`severity\`, its category from \`category\`. The same alert (\`fingerprint\` and \`startsAt\`) again changes nothing. What cannot be taken at the moment is answered with 503, because Alertmanager gives up on a 429.`,
    requestBody: { required: true, content: { "application/json": { schema: refTo("AlertWebhook") } } },
    responses: {
      "200": {
        description: "What became of the alerts",
        content: { "application/json": { schema: refTo("TakenAlerts") } },
      },
      "400": problemResponse("A field is not as it should be; it is named, and nothing was taken"),
      "401": problemResponse("No key, or one that is not in force"),
      "403": problemResponse("The key is of another scope"),
      "413": problemResponse("Larger than 8 MiB"),
      "415": problemResponse("Not JSON"),
      "503": problemResponse("The database cannot be reached, or too much is waiting; send it again"),
    },
  },
});

/** Webhooks of others, in their own shapes. */
export const INTEGRATION_PATHS: OpenapiPaths = {
  "/api/v1/integrations/alertmanager": alertWebhook(
    "alertmanagerWebhook",
    "Alertmanager's webhook",
    "As Alertmanager sends it (version 4), firing and resolved.",
  ),
  "/api/v1/integrations/grafana": alertWebhook(
    "grafanaWebhook",
    "Grafana's alert webhook",
    "As a contact point of the type webhook sends it, firing and resolved.",
  ),
  "/api/v1/integrations/github/deployments": {
    post: {
      operationId: "githubDeployments",
      summary: "GitHub's deployment webhook",
      description:
        "For the events `deployment` and `deployment_status`, as application/json, signed with the secret that an admin set. The service is the repository's name, the region a known one that the environment's name ends with, unless the settings say otherwise.",
      tags: ["integrations"],
      security: [],
      parameters: [
        header("X-GitHub-Event", "Others than deployments are ignored"),
        header("X-GitHub-Delivery", "The same one again changes nothing"),
        header("X-Hub-Signature-256", "HMAC of the body"),
      ],
      requestBody: { required: true, content: { "application/json": { schema: { type: "object" } } } },
      responses: {
        "200": { description: "A ping, or a delivery that was received before", ...OUTCOME },
        "201": { description: "Recorded", ...OUTCOME },
        "202": { description: "Nothing for us", ...OUTCOME },
        "400": problemResponse("Not a deployment event of GitHub's"),
        "401": problemResponse("The signature does not fit, or no secret is set"),
        "413": problemResponse("Larger than 1 MB"),
        "503": problemResponse("The database cannot be reached at the moment"),
      },
    },
  },
};
