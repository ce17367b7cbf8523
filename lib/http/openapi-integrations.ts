import { problemResponse } from "./openapi-operation";
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

/** Webhooks of others, in their own shapes. */
export const INTEGRATION_PATHS: OpenapiPaths = {
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
