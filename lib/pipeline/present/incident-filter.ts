import type { IncidentContract } from "@/lib/contracts/incident";
import { INCIDENT_SEVERITIES, type IncidentSeverity } from "@/lib/domain/incident";

export const INCIDENT_LISTS = ["active", "resolved", "all"] as const;
export type IncidentListName = (typeof INCIDENT_LISTS)[number];

/** As the address has it; what makes no sense there is as if it were not there. */
export interface IncidentFilterParams {
  readonly status: string | null;
  readonly severity: string | null;
  readonly region: string | null;
  readonly service: string | null;
  readonly mine: string | null;
}

export interface IncidentFilterModel {
  readonly status: IncidentListName;
  readonly severity: IncidentSeverity | null;
  readonly region: string | null;
  readonly service: string | null;
  readonly mine: boolean;
}

export function incidentFilter(params: IncidentFilterParams): IncidentFilterModel {
  return {
    status: INCIDENT_LISTS.find((name) => name === params.status) ?? "active",
    severity: INCIDENT_SEVERITIES.find((name) => name === params.severity) ?? null,
    region: params.region || null,
    service: params.service || null,
    mine: params.mine === "1",
  };
}

/** Whether it leaves something out beside the state. */
export function isNarrowed({ severity, region, service, mine }: IncidentFilterModel): boolean {
  return severity !== null || region !== null || service !== null || mine;
}

/** Whether one of the whole list is wanted; its state is another question. */
export function isWanted(
  incident: Pick<IncidentContract, "severity" | "affected_regions" | "affected_services" | "assignee">,
  { severity, region, service, mine }: IncidentFilterModel,
  me: string,
): boolean {
  return (
    (severity === null || incident.severity === severity) &&
    (region === null || incident.affected_regions.includes(region)) &&
    (service === null || incident.affected_services.includes(service)) &&
    (!mine || incident.assignee?.id === me)
  );
}

/** The same, as the API is asked. */
export function incidentSearch(filter: IncidentFilterModel, me: string): URLSearchParams {
  const { status, severity, region, service, mine } = filter;
  const search = new URLSearchParams({ status });
  if (severity !== null) search.set("severity", severity);
  if (region !== null) search.set("region", region);
  if (service !== null) search.set("service", service);
  if (mine) search.set("assignee", me);
  return search;
}
