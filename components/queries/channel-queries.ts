import { queryOptions } from "@tanstack/react-query";
import {
  channelListResponseSchema,
  channelResponseSchema,
  deliveryLogResponseSchema,
  deliveryResponseSchema,
  type ChannelBodyInput,
} from "@/lib/contracts/channel";
import { getApi, sendApi } from "./call-api";
import { queryKeys } from "./query-keys";

export const channelsQuery = queryOptions({
  queryKey: queryKeys.channels.list,
  queryFn: ({ signal }) => getApi("/settings/channels", channelListResponseSchema, signal),
});

export const deliveriesQuery = (id: string) =>
  queryOptions({
    queryKey: queryKeys.channels.log(id),
    queryFn: ({ signal }) => getApi(`${pathOf(id)}/deliveries`, deliveryLogResponseSchema, signal),
  });

interface ChannelVersion {
  readonly id: string;
  readonly etag: string;
}

/** Adds a channel, or changes the version of one that was read. */
export function saveChannel(body: ChannelBodyInput, version: ChannelVersion | null) {
  if (version === null) return sendApi("POST", "/settings/channels", channelResponseSchema, body);
  return sendApi("PUT", pathOf(version.id), channelResponseSchema, body, { "if-match": version.etag });
}

export function deleteChannel({ id, etag }: ChannelVersion) {
  return sendApi("DELETE", pathOf(id), channelResponseSchema, undefined, { "if-match": etag });
}

export function testChannel(id: string) {
  return sendApi("POST", `${pathOf(id)}/test`, deliveryResponseSchema);
}

export function replayDelivery(id: string, deliveryId: string) {
  const path = `${pathOf(id)}/deliveries/${encodeURIComponent(deliveryId)}/replay`;
  return sendApi("POST", path, deliveryResponseSchema);
}

function pathOf(id: string): string {
  return `/settings/channels/${encodeURIComponent(id)}`;
}
