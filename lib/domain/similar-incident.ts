import type { Incident } from "./incident";

/** What two incidents are compared by. */
export interface IncidentFacets {
  readonly incidentId: string;
  readonly regions: readonly string[];
  readonly services: readonly string[];
  /** Source and subject of each signal. */
  readonly subjects: readonly string[];
}

/** An incident of the past, what it shares with the one that is looked at, and what helped then. */
export interface SimilarIncident {
  readonly incident: Incident;
  /** 0–100. */
  readonly score: number;
  readonly sharedRegions: readonly string[];
  readonly sharedServices: readonly string[];
  readonly sameCategory: boolean;
  readonly sharedSubjects: number;
}
