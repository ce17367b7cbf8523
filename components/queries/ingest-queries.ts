import { queryOptions } from "@tanstack/react-query";
import type { CreateApiKeyBody } from "@/lib/contracts/api-key";
import { getApi, sendApi } from "./call-api";
import { queryKeys } from "./query-keys";

const statusContract = async () => (await import("@/lib/contracts/ingest-status")).ingestStatusResponseSchema;
const keyContracts = () => import("@/lib/contracts/api-key");
const keysContract = async () => (await keyContracts()).apiKeyListResponseSchema;
const keyContract = async () => (await keyContracts()).apiKeyResponseSchema;
const createdContract = async () => (await keyContracts()).createdApiKeyResponseSchema;

export const ingestStatusQuery = queryOptions({
  queryKey: queryKeys.ingest.status,
  queryFn: ({ signal }) => getApi("/ingest/status", statusContract, signal),
});

export const apiKeysQuery = queryOptions({
  queryKey: queryKeys.apiKeys.all,
  queryFn: ({ signal }) => getApi("/keys", keysContract, signal),
});

/** Makes a key; the answer holds its secret, this once. */
export function createKey(body: CreateApiKeyBody) {
  return sendApi("POST", "/keys", createdContract, body);
}

export function revokeKey(id: string) {
  return sendApi("DELETE", `/keys/${encodeURIComponent(id)}`, keyContract);
}
