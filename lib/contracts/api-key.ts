import * as z from "zod";
import { successSchema } from "./envelope";
import { isoTime } from "./figure";
import { textInput } from "./text";

const MAX_NAME = 80;

export const apiKeySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string().meta({ description: "First characters of the secret, to recognise it by" }),
    scope: z.enum(["ingest", "read"]),
    demo: z.boolean().meta({ description: "Everything that it sends is marked as demo data" }),
    created_at: isoTime("When it was made"),
    created_by: z.string(),
    expires_at: isoTime("From when it is refused; null: never").nullable(),
    revoked_at: isoTime("Since when it is refused; null: it is not revoked").nullable(),
    last_used_at: isoTime("Within a minute or so; null: never").nullable(),
  })
  .meta({ id: "ApiKey", description: "A key of the API; its secret is not kept" });
export type ApiKeyContract = z.infer<typeof apiKeySchema>;

export const createApiKeyBodySchema = z.strictObject({
  name: textInput.trim().min(1).max(MAX_NAME),
  scope: z.enum(["ingest", "read"]),
});
export type CreateApiKeyBody = z.infer<typeof createApiKeyBodySchema>;

export const createdApiKeySchema = apiKeySchema
  .extend({ secret: z.string().meta({ description: "Shown this once; only its hash is kept" }) })
  .meta({ id: "CreatedApiKey", description: "A new key with its secret" });

export const apiKeyListResponseSchema = successSchema(z.array(apiKeySchema));
export type ApiKeyListResponse = z.infer<typeof apiKeyListResponseSchema>;
export const createdApiKeyResponseSchema = successSchema(createdApiKeySchema);
export type CreatedApiKeyResponse = z.infer<typeof createdApiKeyResponseSchema>;
export const apiKeyResponseSchema = successSchema(apiKeySchema);
export type ApiKeyResponse = z.infer<typeof apiKeyResponseSchema>;
