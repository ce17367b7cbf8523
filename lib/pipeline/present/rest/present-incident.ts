import type {
  IncidentContract,
  IncidentDetailContract,
  ResolvedIncidentContract,
} from "@/lib/contracts/incident";
import type { Incident, IncidentEvent, IncidentSignal } from "@/lib/domain/incident";
import { plainCount, plainMoneyRange } from "@/lib/domain/plain-figure";
import { MINUTE_MS } from "@/lib/domain/window";
import type { RestAnswer } from "./rest-answer";
import { presentLeads, type Leads } from "./present-incident-leads";
import { resolutionSteps } from "./resolution-steps";
import { isoOf, isoOrNull } from "./rest-value";

/** An incident with what it concerns and costs now. */
interface Impacted {
  readonly incident: Incident;
  readonly regions: readonly string[];
  readonly services: readonly string[];
  readonly firing: number;
  readonly usersAffected: number | null;
  readonly moneyAtRiskPerMinute: { readonly low: number; readonly high: number } | null;
  readonly currency: string | null;
  readonly asOfMs: number | null;
}

/** What an incident has cost from the start of its impact on, and how much of that is known. */
interface Totals {
  readonly impactMs: number;
  readonly knownMs: number;
  readonly usersPeak: number | null;
  readonly money: { readonly low: number; readonly high: number } | null;
  readonly currency: string | null;
}

/** A page of incidents. @param last where the next page goes on; null: on the last */
export function incidentListAnswer(page: {
  readonly incidents: readonly Impacted[];
  readonly last: Pick<Incident, "detectedMs" | "id"> | null;
}): RestAnswer<IncidentContract[]> {
  const { incidents, last } = page;
  return {
    data: incidents.map(presentIncident),
    asOfMs: incidents.find(({ asOfMs }) => asOfMs !== null)?.asOfMs ?? null,
    demo: incidents.some(({ incident }) => incident.demo),
    missing: [],
    meta: {
      ...currencyOf(incidents),
      next_cursor: last === null ? null : `${last.detectedMs}.${last.id}`,
    },
  };
}

export function incidentAnswer(
  reading: Impacted &
    Leads & {
      readonly signals: readonly IncidentSignal[];
      readonly timeline: readonly IncidentEvent[];
      readonly totals: Totals | null;
    },
): RestAnswer<IncidentDetailContract> {
  return {
    data: {
      ...presentIncident(reading),
      totals: reading.totals && presentTotals(reading.totals),
      signals: reading.signals.map(presentSignal),
      timeline: reading.timeline.map(presentEvent),
      ...presentLeads(reading),
    },
    asOfMs: reading.asOfMs,
    demo: reading.incident.demo,
    missing: [],
    meta: currencyOf([reading]),
  };
}

function presentTotals({ impactMs, knownMs, usersPeak, money, currency }: Totals) {
  return {
    minutes: impactMs / MINUTE_MS,
    known_minutes: knownMs / MINUTE_MS,
    users_peak: usersPeak,
    ...{ money_low: money?.low ?? null, money_high: money?.high ?? null, currency },
  };
}

export function resolvedIncidentAnswer({
  id,
  resolvedMs,
  demo,
}: Incident): RestAnswer<ResolvedIncidentContract> {
  const data = { incident_id: id, resolved_at: isoOf(resolvedMs ?? 0) };
  return { data, asOfMs: null, demo, missing: [] };
}

function currencyOf(incidents: readonly Impacted[]) {
  const known = incidents.find(({ currency }) => currency !== null)?.currency;
  return known ? { currency: known } : {};
}

function presentIncident(impacted: Impacted): IncidentContract {
  const { incident } = impacted;
  return {
    id: incident.id,
    number: incident.number,
    title: incident.title,
    description: incident.description,
    severity: incident.severity,
    status: incident.status,
    category: incident.category,
    region: incident.region,
    service: incident.service,
    created_at: isoOf(incident.detectedMs),
    updated_at: isoOf(incident.updatedMs),
    impact_start: isoOrNull(incident.impactStartMs),
    impact_end: isoOrNull(incident.impactEndMs),
    acknowledged_at: isoOrNull(incident.acknowledgedMs),
    acknowledged_by: incident.acknowledgedBy,
    assignee:
      incident.assigneeId === null ? null : { id: incident.assigneeId, name: incident.assigneeName ?? "" },
    roles: incident.roles,
    resolved_at: isoOrNull(incident.resolvedMs),
    resolved_by: incident.resolvedBy,
    affected_services: [...impacted.services],
    affected_regions: [...impacted.regions],
    firing_signals: impacted.firing,
    estimated_users_affected: impacted.usersAffected,
    money_at_risk_per_minute_low: impacted.moneyAtRiskPerMinute?.low ?? null,
    money_at_risk_per_minute_high: impacted.moneyAtRiskPerMinute?.high ?? null,
    impact_assessment: assessment(impacted),
    root_cause: incident.rootCause,
    resolution_steps: resolutionSteps(incident),
    merged_into: incident.mergedIntoId,
    quiet_since: isoOrNull(incident.quietSinceMs),
    version: incident.version,
    demo: incident.demo,
  };
}

function assessment({ incident, usersAffected, moneyAtRiskPerMinute, currency }: Impacted): string {
  if (incident.status === "resolved") return "It is over.";
  const users = usersAffected === null ? null : `about ${plainCount(usersAffected)} users affected`;
  const money =
    moneyAtRiskPerMinute === null || currency === null
      ? null
      : `${plainMoneyRange(moneyAtRiskPerMinute, currency)} a minute at risk`;
  const known = [users, money].filter((part) => part !== null);
  if (incident.impactStartMs === null) return "So far it is only foretold.";
  if (known.length === 0) return "What it costs is not known.";
  const sentence = known.join(", ");
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

function presentSignal(signal: IncidentSignal): IncidentDetailContract["signals"][number] {
  const { id, source, key, title, description, severity, region, service, labels, url } = signal;
  return {
    ...{ id, source, key, title, description, severity, region, service, labels, url },
    started_at: isoOf(signal.startedMs),
    ended_at: isoOrNull(signal.endedMs),
  };
}

function presentEvent({ id, kind, atMs, recordedMs, actor, text }: IncidentEvent) {
  return { id, kind, at: isoOf(atMs), recorded_at: isoOf(recordedMs), actor, text };
}
