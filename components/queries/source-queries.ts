import { queryOptions } from "@tanstack/react-query";
import type { SourceBody, TrySourceBody } from "@/lib/contracts/source";
import { getApi, sendApi } from "./call-api";
import { queryKeys } from "./query-keys";

const contracts = () => import("@/lib/contracts/source");
const listContract = async () => (await contracts()).sourceListResponseSchema;
const statesContract = async () => (await contracts()).sourceStatesResponseSchema;
const sourceContract = async () => (await contracts()).sourceResponseSchema;
const trialContract = async () => (await contracts()).trySourceResponseSchema;

/** A window is read about this often. */
const POLL_MS = 10_000;

export const sourcesQuery = queryOptions({
  queryKey: queryKeys.sources.all,
  queryFn: ({ signal }) => getApi("/sources", listContract, signal),
  refetchInterval: POLL_MS,
});

/** How reading goes, without what an admin set. */
export const sourceStatesQuery = queryOptions({
  queryKey: queryKeys.sources.states,
  queryFn: ({ signal }) => getApi("/sources/states", statesContract, signal),
  refetchInterval: POLL_MS,
});

export interface SourceVersion {
  readonly id: string;
  readonly etag: string;
}

/** Adds a source, or changes the version of one that was read. */
export function saveSource(body: SourceBody, version: SourceVersion | null) {
  if (version === null) return sendApi("POST", "/sources", sourceContract, body);
  const headers = { "if-match": version.etag };
  return sendApi("PUT", pathOf(version), sourceContract, body, headers);
}

export function deleteSource(version: SourceVersion) {
  const headers = { "if-match": version.etag };
  return sendApi("DELETE", pathOf(version), sourceContract, undefined, headers);
}

export function trySource(body: TrySourceBody) {
  return sendApi("POST", "/sources/try", trialContract, body);
}

function pathOf({ id }: SourceVersion): string {
  return `/sources/${encodeURIComponent(id)}`;
}
