import { queryOptions } from "@tanstack/react-query";
import {
  mappingListResponseSchema,
  mappingResponseSchema,
  mappingTrialResponseSchema,
  type CreateMappingBody,
  type MappingContract,
} from "@/lib/contracts/mapping";
import { getApi, sendApi } from "./call-api";
import { queryKeys } from "./query-keys";

export const mappingsQuery = queryOptions({
  queryKey: queryKeys.mappings.list,
  queryFn: ({ signal }) => getApi("/mappings", mappingListResponseSchema, signal),
});

/** What a rule would do; null: it is not written down yet. */
export const mappingTrialQuery = (rule: CreateMappingBody | null) =>
  queryOptions({
    queryKey: queryKeys.mappings.trial(rule),
    queryFn: () => sendApi("POST", "/mappings/try", mappingTrialResponseSchema, rule ?? {}),
    enabled: rule !== null,
    retry: false,
  });

const pathOf = (key: string) => `/mappings/${encodeURIComponent(key)}`;

/** Saves a rule: a new one, or in place of one that is still as it was read. */
export function saveMapping(rule: CreateMappingBody, updatedAt: string | null) {
  if (updatedAt === null) return sendApi("POST", "/mappings", mappingResponseSchema, rule);
  const { key, ...rest } = rule;
  return sendApi("PUT", pathOf(key), mappingResponseSchema, { ...rest, updated_at: updatedAt });
}

export function switchMapping(mapping: MappingContract) {
  const { key, enabled, updated_at } = mapping;
  const body = { ...contentOf(mapping), enabled: !enabled, updated_at };
  return sendApi("PUT", pathOf(key), mappingResponseSchema, body);
}

/** Saves a deleted rule anew, as it was. */
export function restoreMapping(mapping: MappingContract) {
  const { key, enabled } = mapping;
  return sendApi("POST", "/mappings", mappingResponseSchema, { key, ...contentOf(mapping), enabled });
}

function contentOf({ priority, match, targets, region, service }: MappingContract) {
  const scope = { ...(region ? { region } : {}), ...(service ? { service } : {}) };
  return { priority, match, targets, ...scope };
}

export function deleteMapping({ key, updated_at }: MappingContract) {
  const search = `?updated_at=${encodeURIComponent(updated_at)}`;
  return sendApi("DELETE", pathOf(key) + search, mappingResponseSchema);
}
