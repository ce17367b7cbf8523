import type { Incident } from "@/lib/domain/incident";
import type { IncidentFacets, SimilarIncident } from "@/lib/domain/similar-incident";

/**
 * What each thing in common counts: services, signals and regions by the share of both incidents' that both have, the category
 * if it is the same. Stated, not learned.
 */
const SERVICES = 40;
const SUBJECTS = 30;
const REGIONS = 20;
const CATEGORY = 10;
/** One that shares less, such as only a region and the category, is no help. */
export const SIMILAR_FROM = 35;
const MOST = 5;

interface Faceted {
  readonly incident: Incident;
  readonly facets: IncidentFacets;
}

/** The resolved incidents most like one, most alike first, of equally alike ones the newest. */
export function similarIncidents(one: Faceted, past: readonly Faceted[]): SimilarIncident[] {
  return past
    .filter(({ incident }) => incident.id !== one.incident.id && incident.status === "resolved")
    .map((other) => compared(one, other))
    .filter(({ score }) => score >= SIMILAR_FROM)
    .sort((a, b) => b.score - a.score || b.incident.detectedMs - a.incident.detectedMs)
    .slice(0, MOST);
}

function compared(one: Faceted, other: Faceted): SimilarIncident {
  const of = (field: "regions" | "services" | "subjects") => common(one.facets[field], other.facets[field]);
  const [regions, services, subjects] = [of("regions"), of("services"), of("subjects")];
  const sameCategory = one.incident.category === other.incident.category;
  const score =
    SERVICES * services.ratio +
    SUBJECTS * subjects.ratio +
    REGIONS * regions.ratio +
    (sameCategory ? CATEGORY : 0);
  return {
    ...{ incident: other.incident, score: Math.round(score), sameCategory },
    ...{
      sharedRegions: regions.shared,
      sharedServices: services.shared,
      sharedSubjects: subjects.shared.length,
    },
  };
}

/** What both have, and its share of all that either has; two that have nothing have nothing in common. */
function common(one: readonly string[], other: readonly string[]) {
  const others = new Set(other);
  const shared = [...new Set(one)].filter((each) => others.has(each)).sort();
  const all = new Set([...one, ...other]).size;
  return { shared, ratio: all === 0 ? 0 : shared.length / all };
}
