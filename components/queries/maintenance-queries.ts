import { queryOptions } from "@tanstack/react-query";
import {
  maintenanceWindowListResponseSchema,
  maintenanceWindowResponseSchema,
  type MaintenanceWindowBody,
  type MaintenanceWindowContract,
} from "@/lib/contracts/maintenance-window";
import { MINUTE_MS } from "@/lib/domain/window";
import { getApi, sendApi } from "./call-api";
import { queryKeys } from "./query-keys";

/** When each is next changes by itself. */
export const maintenanceWindowsQuery = queryOptions({
  queryKey: queryKeys.incidents.maintenance,
  queryFn: ({ signal }) => getApi("/maintenance-windows", maintenanceWindowListResponseSchema, signal),
  refetchInterval: MINUTE_MS,
});

type WindowVersion = Pick<MaintenanceWindowContract, "id" | "etag">;

/** Adds a maintenance window, or changes the version of one that was read. */
export async function saveMaintenanceWindow(
  version: WindowVersion | null,
  body: MaintenanceWindowBody,
): Promise<MaintenanceWindowContract> {
  const schema = maintenanceWindowResponseSchema;
  const saved =
    version === null
      ? sendApi("POST", "/maintenance-windows", schema, body)
      : sendApi("PUT", pathOf(version), schema, body, { "if-match": version.etag });
  return (await saved).data;
}

export function deleteMaintenanceWindow(version: WindowVersion) {
  const headers = { "if-match": version.etag };
  return sendApi("DELETE", pathOf(version), maintenanceWindowResponseSchema, undefined, headers);
}

function pathOf({ id }: WindowVersion): string {
  return `/maintenance-windows/${encodeURIComponent(id)}`;
}
