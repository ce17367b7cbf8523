import { queryOptions } from "@tanstack/react-query";
import type { ObjectiveBody, ObjectiveContract } from "@/lib/contracts/objective";
import type { OpensloReport } from "@/lib/contracts/openslo";
import { MINUTE_MS } from "@/lib/domain/window";
import { API, getApi, sendApi, sendText } from "./call-api";
import { queryKeys } from "./query-keys";

const contracts = () => import("@/lib/contracts/objective");
const listContract = async () => (await contracts()).objectiveListResponseSchema;
const oneContract = async () => (await contracts()).objectiveResponseSchema;
const reportContract = async () => (await import("@/lib/contracts/openslo")).opensloReportResponseSchema;

const YAML = "application/yaml";

/** Where a browser downloads every objective as OpenSLO YAML. */
export const OPENSLO_HREF = `${API}/objectives/openslo`;

/** What is judged in a place; null: all regions, all services. The live stream tells of changes: each use must not ask again. */
export const objectivesQuery = (region: string | null = null, service: string | null = null) =>
  queryOptions({
    queryKey: queryKeys.objectives.of(region, service),
    queryFn: ({ signal }) => {
      const place = new URLSearchParams();
      if (region !== null) place.set("region", region);
      if (service !== null) place.set("service", service);
      return getApi(`/objectives?${place}`, listContract, signal);
    },
    staleTime: MINUTE_MS,
  });

/** Adds an objective, or changes the version of one that was read. */
export async function saveObjective(
  version: Pick<ObjectiveContract, "id" | "etag"> | null,
  body: ObjectiveBody,
): Promise<ObjectiveContract> {
  if (version === null) return (await sendApi("POST", "/objectives", oneContract, body)).data;
  const headers = { "if-match": version.etag };
  return (await sendApi("PUT", pathOf(version), oneContract, body, headers)).data;
}

export async function deleteObjective(
  version: Pick<ObjectiveContract, "id" | "etag">,
): Promise<ObjectiveContract> {
  const headers = { "if-match": version.etag };
  return (await sendApi("DELETE", pathOf(version), oneContract, undefined, headers)).data;
}

/** What an import of OpenSLO YAML does, or with `dryRun` would do. */
export async function importOpenslo(yaml: string, dryRun: boolean): Promise<OpensloReport> {
  const path = `/objectives/openslo?dry_run=${dryRun}`;
  return (await sendText(path, reportContract, yaml, YAML)).data;
}

function pathOf({ id }: Pick<ObjectiveContract, "id">): string {
  return `/objectives/${encodeURIComponent(id)}`;
}
