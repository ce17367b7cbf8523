import { queryOptions } from "@tanstack/react-query";
import {
  apiKeyListResponseSchema,
  apiKeyResponseSchema,
  createdApiKeyResponseSchema,
  type CreateApiKeyBody,
} from "@/lib/contracts/api-key";
import { ingestStatusResponseSchema } from "@/lib/contracts/ingest-status";
import { getApi, sendApi } from "./call-api";
import { queryKeys } from "./query-keys";

export const ingestStatusQuery = queryOptions({
  queryKey: queryKeys.ingest.status,
  queryFn: ({ signal }) => getApi("/ingest/status", ingestStatusResponseSchema, signal),
});

export const apiKeysQuery = queryOptions({
  queryKey: queryKeys.apiKeys.all,
  queryFn: ({ signal }) => getApi("/keys", apiKeyListResponseSchema, signal),
});

/** Makes a key; the answer holds its secret, this once. */
export function createKey(body: CreateApiKeyBody) {
  return sendApi("POST", "/keys", createdApiKeyResponseSchema, body);
}

export function revokeKey(id: string) {
  return sendApi("DELETE", `/keys/${encodeURIComponent(id)}`, apiKeyResponseSchema);
}
