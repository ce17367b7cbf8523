import { queryOptions } from "@tanstack/react-query";
import {
  businessSettingsResponseSchema,
  type BusinessSettingsBody,
  type BusinessSettingsContract,
} from "@/lib/contracts/business-settings";
import { peerListResponseSchema, peerResponseSchema, type PeerBody } from "@/lib/contracts/peer";
import { MINUTE_MS } from "@/lib/domain/window";
import { getApi, sendApi } from "./call-api";
import { queryKeys } from "./query-keys";

export const businessSettingsQuery = queryOptions({
  queryKey: queryKeys.business.settings,
  queryFn: ({ signal }) => getApi("/settings/business", businessSettingsResponseSchema, signal),
});

/** Peers are probed once a minute. */
export const peersQuery = queryOptions({
  queryKey: queryKeys.business.peers,
  queryFn: ({ signal }) => getApi("/peers", peerListResponseSchema, signal),
  refetchInterval: MINUTE_MS / 4,
});

/** Changes the version of the settings that was read. */
export async function saveBusinessSettings(
  { etag }: BusinessSettingsContract,
  body: BusinessSettingsBody,
): Promise<BusinessSettingsContract> {
  const headers = { "if-match": etag };
  return (await sendApi("PUT", "/settings/business", businessSettingsResponseSchema, body, headers)).data;
}

export interface PeerVersion {
  readonly id: string;
  readonly etag: string;
}

/** Adds a peer, or changes the version of one that was read. */
export function savePeer(body: PeerBody, version: PeerVersion | null) {
  if (version === null) return sendApi("POST", "/peers", peerResponseSchema, body);
  return sendApi("PUT", pathOf(version), peerResponseSchema, body, { "if-match": version.etag });
}

export function deletePeer(version: PeerVersion) {
  return sendApi("DELETE", pathOf(version), peerResponseSchema, undefined, { "if-match": version.etag });
}

function pathOf({ id }: PeerVersion): string {
  return `/peers/${encodeURIComponent(id)}`;
}
