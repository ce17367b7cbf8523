import { scopeKey } from "@/lib/domain/rollup-row";
import type { RegionalMetrics, ScopeHealth, ServiceMetrics } from "@/lib/domain/snapshot";
import { worseVerdict, type Verdict } from "@/lib/domain/status";
import { incidentRisk, incidentVerdict, type IncidentRisk } from "@/lib/pipeline/detect/incident-risk";
import { predictedRisk, type PredictedRisk } from "@/lib/pipeline/detect/predicted-risk";
import { sinceOf, type Indexed } from "./cycle-index";
import { WORLD } from "./cycle-inputs";
import { scopeHealth, type ScopeCycle } from "./scope-cycle";

/** What is told of a scope beside its figures. */
export interface ScopeRisk {
  readonly incident: IncidentRisk | null;
  readonly predicted: PredictedRisk | null;
}

interface Weighed {
  readonly metrics: RegionalMetrics | ServiceMetrics;
  readonly risk: ScopeRisk;
}

/** What is open and predicted of a scope itself, and of its parts by their traffic. */
export function riskOf(
  { incidents, predictions, traffic }: Indexed,
  region: string | null,
  service: string | null,
  parts: readonly Weighed[],
): ScopeRisk {
  const weighed = parts.map(({ metrics, risk }) => {
    const key = scopeKey(metrics.region, "service" in metrics ? metrics.service : null);
    return { risk, requestsPerSecond: traffic.get(key) ?? null };
  });
  const of = <Name extends keyof ScopeRisk>(name: Name) =>
    weighed.map(({ risk, requestsPerSecond }) => ({ risk: risk[name], requestsPerSecond }));
  const key = scopeKey(region, service);
  return {
    incident: incidentRisk(incidents.get(key) ?? [], of("incident")),
    predicted: predictedRisk(predictions.get(key) ?? [], of("predicted")),
  };
}

interface Judgement {
  readonly cycle: ScopeCycle;
  /** By its figures, or by its parts. */
  readonly verdict: Verdict;
  readonly risk: ScopeRisk;
}

/** A scope's health: an open incident that is critical there makes it so. `region` and `service` null: the world. */
export function healthOf(
  indexed: Indexed,
  region: string | null,
  service: string | null,
  { cycle, verdict: ofFigures, risk }: Judgement,
): ScopeHealth {
  const key = scopeKey(region, service);
  const isKnown = ofFigures.status !== "unknown";
  // Of what nobody hears from nobody knows how it is, whatever was open before.
  const ofIncidents = isKnown ? incidentVerdict(indexed.incidents.get(key) ?? []) : null;
  const verdict = ofIncidents === null ? ofFigures : worseVerdict(ofFigures, ofIncidents);
  const isWorld = region === null && service === null;
  const statusSinceMs = sinceOf(indexed, isWorld ? WORLD : key, verdict);
  const { assessed } = indexed.inputs;
  // Figures that nobody knows make no score, whatever else is told.
  return scopeHealth(cycle, { verdict, isKnown, statusSinceMs, ...risk, assessed });
}
