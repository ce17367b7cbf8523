import type { IncidentSuspectContract, SimilarIncidentContract } from "@/lib/contracts/incident-leads";
import type { SimilarIncident } from "@/lib/domain/similar-incident";
import type { IncidentSuspect } from "@/lib/domain/suspect";
import { resolutionSteps } from "./resolution-steps";
import { isoOf, isoOrNull } from "./rest-value";

export interface Leads {
  readonly suspects: readonly IncidentSuspect[];
  readonly similar: readonly SimilarIncident[];
}

export function presentLeads({ suspects, similar }: Leads) {
  return { suspects: suspects.map(presentSuspect), similar: similar.map(presentSimilar) };
}

function presentSuspect({ atMs, deploymentId, ...same }: IncidentSuspect): IncidentSuspectContract {
  return { ...same, at: isoOf(atMs), deployment_id: deploymentId };
}

function presentSimilar(similar: SimilarIncident): SimilarIncidentContract {
  const { incident, score } = similar;
  const { id, number, title } = incident;
  return {
    ...{ id, number, title, score, created_at: isoOf(incident.detectedMs) },
    ...{ resolved_at: isoOrNull(incident.resolvedMs), resolved_by: incident.resolvedBy },
    shared_services: [...similar.sharedServices],
    shared_regions: [...similar.sharedRegions],
    same_category: similar.sameCategory,
    shared_signals: similar.sharedSubjects,
    root_cause: incident.rootCause,
    resolution_steps: resolutionSteps(incident),
  };
}
