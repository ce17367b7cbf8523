import type { IncidentSeverity } from "@/lib/domain/incident";
import { feltParts, incidentName, type OpenIncident } from "@/lib/domain/open-incident";
import { scopeKey } from "@/lib/domain/rollup-row";
import type { Verdict } from "@/lib/domain/status";
import { weighedRisk, type RiskPart } from "./weighed-risk";

/** An incident where it is felt. */
export interface IncidentHere {
  readonly number: number;
  readonly title: string;
  /** How bad it is there. */
  readonly severity: IncidentSeverity;
}

/** What open incidents take of a scope's health. */
export interface IncidentRisk {
  /** 0–1: the share of the penalty's points. */
  readonly share: number;
  /** The incident that says most of it. */
  readonly most: IncidentHere;
  /** That one's own; more than the share where only a part of the scope's traffic is concerned. */
  readonly mostShare: number;
}

/** The share of the points that an open incident takes where it is felt. */
export const SEVERITY_SHARE: Readonly<Record<IncidentSeverity, number>> = {
  critical: 1,
  high: 0.5,
  medium: 0.25,
  low: 0.1,
  info: 0,
};

/** Where open incidents are felt now, by scopeKey; the whole platform has the key of nothing. */
export function incidentsByScope(
  incidents: readonly OpenIncident[],
): ReadonlyMap<string, readonly IncidentHere[]> {
  const scopes = new Map<string, IncidentHere[]>();
  for (const incident of incidents)
    for (const { region, service, severity } of feltParts(incident)) {
      const key = scopeKey(region, service);
      const here = { number: incident.number, title: incident.title, severity };
      scopes.set(key, [...(scopes.get(key) ?? []), here]);
    }
  return scopes;
}

/** A scope is critical while a critical incident is felt there; null: none is. */
export function incidentVerdict(own: readonly IncidentHere[]): Verdict | null {
  const critical = own.find(({ severity }) => severity === "critical");
  if (!critical) return null;
  return {
    status: "critical",
    because: `${incidentName(critical)} is open and critical: ${critical.title}.`,
  };
}

/** What open incidents of a scope itself, and of its parts by their traffic, take of its health; null: none does. */
export function incidentRisk(
  own: readonly IncidentHere[],
  parts: readonly RiskPart<IncidentRisk>[] = [],
): IncidentRisk | null {
  const risks = own
    .map((most): IncidentRisk => ({
      share: SEVERITY_SHARE[most.severity],
      most,
      mostShare: SEVERITY_SHARE[most.severity],
    })) // prettier-ignore
    .filter(({ share }) => share > 0);
  return weighedRisk(risks, parts);
}
