import { queryOptions } from "@tanstack/react-query";
import {
  sourceListResponseSchema,
  sourceResponseSchema,
  sourceStatesResponseSchema,
  trySourceResponseSchema,
  type SourceBody,
  type TrySourceBody,
} from "@/lib/contracts/source";
import { getApi, sendApi } from "./call-api";
import { queryKeys } from "./query-keys";

/** A window is read about this often. */
const POLL_MS = 10_000;

export const sourcesQuery = queryOptions({
  queryKey: queryKeys.sources.all,
  queryFn: ({ signal }) => getApi("/sources", sourceListResponseSchema, signal),
  refetchInterval: POLL_MS,
});

/** How reading goes, without what an admin set. */
export const sourceStatesQuery = queryOptions({
  queryKey: queryKeys.sources.states,
  queryFn: ({ signal }) => getApi("/sources/states", sourceStatesResponseSchema, signal),
  refetchInterval: POLL_MS,
});

export interface SourceVersion {
  readonly id: string;
  readonly etag: string;
}

/** Adds a source, or changes the version of one that was read. */
export function saveSource(body: SourceBody, version: SourceVersion | null) {
  if (version === null) return sendApi("POST", "/sources", sourceResponseSchema, body);
  const headers = { "if-match": version.etag };
  return sendApi("PUT", pathOf(version), sourceResponseSchema, body, headers);
}

export function deleteSource(version: SourceVersion) {
  const headers = { "if-match": version.etag };
  return sendApi("DELETE", pathOf(version), sourceResponseSchema, undefined, headers);
}

export function trySource(body: TrySourceBody) {
  return sendApi("POST", "/sources/try", trySourceResponseSchema, body);
}

function pathOf({ id }: SourceVersion): string {
  return `/sources/${encodeURIComponent(id)}`;
}
