import * as z from "zod";
import { createApiKey } from "@/lib/auth/create-api-key";
import { listApiKeys } from "@/lib/auth/list-api-keys";
import { apiKeySchema, createApiKeyBodySchema, createdApiKeySchema } from "@/lib/contracts/api-key";
import { defineRoute } from "@/lib/http/define-route";
import { presentApiKey } from "@/lib/pipeline/present/rest/present-api-key";

const CREATED = 201;

export const GET = defineRoute({
  summary: "Every API key, without its secret, newest first",
  scope: "keys:write",
  response: z.array(apiKeySchema),
  handle: async (ctx) => ({ data: (await listApiKeys(ctx)).map(presentApiKey) }),
});

export const POST = defineRoute({
  summary: "Makes an API key; its secret is in this answer and nowhere else",
  scope: "keys:write",
  body: createApiKeyBodySchema,
  response: createdApiKeySchema,
  status: CREATED,
  handle: async (ctx, { body }) => {
    const { key, secret } = await createApiKey(ctx, body);
    return { data: { ...presentApiKey(key), secret } };
  },
});
