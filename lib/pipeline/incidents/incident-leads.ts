import type { Stores } from "@/lib/context";
import type { Incident, IncidentSignal } from "@/lib/domain/incident";
import type { SimilarIncident } from "@/lib/domain/similar-incident";
import type { IncidentSuspect } from "@/lib/domain/suspect";
import { callsTo } from "./group-signal";
import { rankSuspects, SUSPECTED_MS } from "./rank-suspects";
import { similarIncidents } from "./similar-incidents";

/** What leads on: what may be the cause, and what helped when it was like this before. */
export interface IncidentLeads {
  readonly suspects: readonly IncidentSuspect[];
  readonly similar: readonly SimilarIncident[];
}

const PRODUCTION = "production";
const MOST_CHANGES = 500;
/** The newest before it that it is compared with. */
const MOST_PAST = 200;

export async function leadsOf(
  stores: Stores,
  incident: Incident,
  signals: readonly IncidentSignal[],
): Promise<IncidentLeads> {
  return { suspects: await suspectsOf(stores, signals), similar: await similarTo(stores, incident) };
}

async function suspectsOf(stores: Stores, signals: readonly IncidentSignal[]): Promise<IncidentSuspect[]> {
  if (signals.length === 0) return [];
  const firstMs = signals.reduce((first, { startedMs }) => Math.min(first, startedMs), Infinity);
  const span = { fromMs: firstMs - SUSPECTED_MS, toMs: firstMs + 1 };
  const changes = await stores.deployments.list({ ...span, environment: PRODUCTION, limit: MOST_CHANGES });
  return rankSuspects(signals, changes, callsTo(await stores.catalog.services()));
}

async function similarTo(stores: Stores, incident: Incident): Promise<SimilarIncident[]> {
  const past = await stores.incidents.list({ state: "resolved", after: incident, limit: MOST_PAST });
  if (past.length === 0) return [];
  const ids = [incident, ...past].map(({ id }) => id);
  const byId = new Map((await stores.incidentSignals.facets(ids)).map((each) => [each.incidentId, each]));
  const faceted = (each: Incident) => {
    const none = { incidentId: each.id, regions: [], services: [], subjects: [] };
    return { incident: each, facets: byId.get(each.id) ?? none };
  };
  return similarIncidents(faceted(incident), past.map(faceted));
}
