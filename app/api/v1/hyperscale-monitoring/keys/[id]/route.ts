import * as z from "zod";
import { revokeApiKey } from "@/lib/auth/revoke-api-key";
import { apiKeySchema } from "@/lib/contracts/api-key";
import { defineRoute } from "@/lib/http/define-route";
import { presentApiKey } from "@/lib/pipeline/present/rest/present-api-key";
import { textInput } from "@/lib/contracts/text";

export const DELETE = defineRoute({
  summary: "Revokes an API key; it is refused within 10 s",
  scope: "keys:write",
  params: z.object({ id: textInput.min(1) }),
  response: apiKeySchema,
  handle: async (ctx, { params }) => ({ data: presentApiKey(await revokeApiKey(ctx, params)) }),
});
