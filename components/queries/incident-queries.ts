import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { EditIncidentBody, IncidentDetailContract, OpenIncidentBody } from "@/lib/contracts/incident";
import { MINUTE_MS } from "@/lib/domain/window";
import { getApi, getWholeList, sendApi } from "./call-api";
import { queryKeys } from "./query-keys";

const contracts = () => import("@/lib/contracts/incident");
const listContract = async () => (await contracts()).incidentListResponseSchema;
const oneContract = async () => (await contracts()).incidentDetailResponseSchema;
const resolvedContract = async () => (await contracts()).resolvedIncidentResponseSchema;

/** A page's; older ones are asked for. */
const SHOWN = 50;

/** Every active incident. The live stream tells of changes: each use must not ask again. */
export const activeIncidentsQuery = queryOptions({
  queryKey: queryKeys.incidents.active,
  queryFn: ({ signal }) => getWholeList("/incidents?status=active&limit=1000", listContract, signal),
  staleTime: MINUTE_MS,
});

/** Incidents of all states, newest first, page by page. @param search as the API has it */
export const incidentListQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: queryKeys.incidents.list(search),
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams(search);
      params.set("limit", String(SHOWN));
      if (pageParam !== null) params.set("cursor", pageParam);
      return getApi(`/incidents?${params}`, listContract, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ meta }) => meta.next_cursor ?? null,
  });

export const incidentQuery = (id: string) =>
  queryOptions({
    queryKey: queryKeys.incidents.one(id),
    queryFn: ({ signal }) => getApi(pathOf(id), oneContract, signal),
    staleTime: MINUTE_MS,
  });

const post = async (id: string, verb: string, body: object = {}): Promise<IncidentDetailContract> =>
  (await sendApi("POST", `${pathOf(id)}/${verb}`, oneContract, body)).data;

export async function openIncident(body: OpenIncidentBody): Promise<IncidentDetailContract> {
  return (await sendApi("POST", "/incidents", oneContract, body)).data;
}

export async function editIncident(id: string, body: EditIncidentBody): Promise<IncidentDetailContract> {
  return (await sendApi("PATCH", pathOf(id), oneContract, body)).data;
}

export async function resolveIncident(id: string, reason: string | null): Promise<void> {
  await sendApi("POST", `${pathOf(id)}/resolve`, resolvedContract, { reason });
}

export const acknowledgeIncident = (id: string) => post(id, "acknowledge");
export const reopenIncident = (id: string) => post(id, "reopen");
export const undoIncident = (id: string) => post(id, "undo");
export const assignIncident = (id: string, assigneeId: string | null) =>
  post(id, "assign", { assignee_id: assigneeId });
export const noteIncident = (id: string, text: string, at: string | null) => post(id, "note", { text, at });
export const setIncidentStatus = (
  id: string,
  status: "investigating" | "identified" | "monitoring",
  text: string | null,
) => post(id, "status", { status, text });

function pathOf(id: string): string {
  return `/incidents/${encodeURIComponent(id)}`;
}
