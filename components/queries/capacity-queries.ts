import { queryOptions } from "@tanstack/react-query";
import { capacityForecastResponseSchema } from "@/lib/contracts/capacity-forecast";
import {
  capacitySettingsResponseSchema,
  type CapacitySettingsBody,
  type CapacitySettingsContract,
} from "@/lib/contracts/capacity-settings";
import {
  knownEventListResponseSchema,
  knownEventResponseSchema,
  type KnownEventBody,
  type KnownEventContract,
} from "@/lib/contracts/known-event";
import { getApi, sendApi } from "./call-api";
import { queryKeys } from "./query-keys";

/** What the days ahead need. While something else is supposed, what was shown stays. */
export function capacityQuery(search: string) {
  return queryOptions({
    queryKey: queryKeys.capacity.plan(search),
    queryFn: ({ signal }) => getApi(`/capacity/forecast?${search}`, capacityForecastResponseSchema, signal),
    placeholderData: (before) => before,
  });
}

export const knownEventsQuery = queryOptions({
  queryKey: queryKeys.capacity.events,
  queryFn: ({ signal }) => getApi("/known-events", knownEventListResponseSchema, signal),
});

export const capacitySettingsQuery = queryOptions({
  queryKey: queryKeys.capacity.settings,
  queryFn: ({ signal }) => getApi("/settings/capacity", capacitySettingsResponseSchema, signal),
});

type EventVersion = Pick<KnownEventContract, "id" | "etag">;

/** Adds a known event, or changes the version of one that was read. */
export async function saveKnownEvent(
  version: EventVersion | null,
  body: KnownEventBody,
): Promise<KnownEventContract> {
  const saved =
    version === null
      ? sendApi("POST", "/known-events", knownEventResponseSchema, body)
      : sendApi("PUT", pathOf(version), knownEventResponseSchema, body, { "if-match": version.etag });
  return (await saved).data;
}

export function deleteKnownEvent(version: EventVersion) {
  const headers = { "if-match": version.etag };
  return sendApi("DELETE", pathOf(version), knownEventResponseSchema, undefined, headers);
}

/** Changes the version of the settings that was read. */
export async function saveCapacitySettings(
  { etag }: CapacitySettingsContract,
  body: CapacitySettingsBody,
): Promise<CapacitySettingsContract> {
  const headers = { "if-match": etag };
  return (await sendApi("PUT", "/settings/capacity", capacitySettingsResponseSchema, body, headers)).data;
}

function pathOf({ id }: EventVersion): string {
  return `/known-events/${encodeURIComponent(id)}`;
}
