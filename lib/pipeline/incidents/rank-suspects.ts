import type { Deployment } from "@/lib/domain/deployment";
import type { IncidentPlace, IncidentSignal } from "@/lib/domain/incident";
import { plainSpan } from "@/lib/domain/plain-figure";
import type { IncidentSuspect } from "@/lib/domain/suspect";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/domain/window";
import type { CallsTo } from "./group-signal";

/** A change so long before the first signal is suspected. */
export const SUSPECTED_MS = HOUR_MS;
/** More would bury the likely ones. */
const MOST_CHANGES = 10;

type Signal = Pick<IncidentSignal, "region" | "service" | "startedMs" | "title">;
type Change = Pick<
  Deployment,
  "id" | "region" | "service" | "kind" | "outcome" | "version" | "deployedAtMs" | "url"
>;

/**
 * What may be the cause of an incident, likeliest first: changes before its first signal, nearest by calls and then by time;
 * the service that the others of its services call; the place that was wrong before all others. Each says why.
 */
export function rankSuspects(
  signals: readonly Signal[],
  changes: readonly Change[],
  calls: CallsTo,
): IncidentSuspect[] {
  if (signals.length === 0) return [];
  const byTime = [...signals].sort((a, b) => a.startedMs - b.startedMs);
  return [
    ...changeSuspects(byTime, changes, calls),
    ...upstreamSuspects(byTime, calls),
    ...firstMovers(byTime),
  ];
}

interface Nearness {
  readonly distance: number;
  /** Whose signal it is nearest to. */
  readonly place: IncidentPlace;
}

function changeSuspects(
  byTime: readonly Signal[],
  changes: readonly Change[],
  calls: CallsTo,
): IncidentSuspect[] {
  const firstMs = byTime[0]!.startedMs;
  return changes
    .filter(({ deployedAtMs: atMs }) => atMs <= firstMs && atMs >= firstMs - SUSPECTED_MS)
    .map((change) => ({ change, near: nearnessOf(change, byTime, calls) }))
    .filter(({ near }) => near !== null)
    .sort((a, b) => a.near!.distance - b.near!.distance || b.change.deployedAtMs - a.change.deployedAtMs)
    .slice(0, MOST_CHANGES)
    .map(({ change, near }) => ({
      ...{ kind: "change", region: change.region, service: change.service, what: changeName(change) },
      evidence: `${plainSpan(wholeMinutes(firstMs - change.deployedAtMs))} before the first signal, ${whereWords(near!)}${outcomeWords(change)}.`,
      ...{ atMs: change.deployedAtMs, deploymentId: change.id, url: change.url },
    }));
}

/** null: no signal is there, or in what waits for it. */
function nearnessOf(change: Change, places: readonly IncidentPlace[], calls: CallsTo): Nearness | null {
  let nearest: Nearness | null = null;
  for (const place of places) {
    const distance = callsBetween(place, change, calls);
    if (distance !== null && (nearest === null || distance < nearest.distance)) nearest = { distance, place };
  }
  return nearest;
}

function callsBetween(place: IncidentPlace, change: Change, calls: CallsTo): number | null {
  if (place.region !== null && change.region !== null && place.region !== change.region) return null;
  if (change.service === null || change.service === place.service) return 0;
  if (place.service === null) return 1; // a region waits for the services in it
  return calls.get(place.service)?.get(change.service) ?? null;
}

function whereWords({ distance, place }: Nearness): string {
  if (distance === 0) return `in ${placeName(place)} itself`;
  if (place.service === null) return `of a service in ${placeName(place)}`;
  return `in what ${place.service} depends on, ${distance} ${distance === 1 ? "call" : "calls"} away`;
}

function outcomeWords({ outcome }: Change): string {
  return outcome === "succeeded" ? "" : `; it ${outcome === "in_progress" ? "was in progress" : outcome}`;
}

function changeName({ kind, service, region, version }: Change): string {
  const name = service ?? (region === null ? "of all services" : `of all services in ${region}`);
  return [kind.replace("_", " "), name, version].filter((part) => part !== null).join(" ");
}

/** Of the services that signals name, the one that most others call and that calls fewest of them itself. */
function upstreamSuspects(byTime: readonly Signal[], calls: CallsTo): IncidentSuspect[] {
  const services = [...new Set(byTime.flatMap(({ service }) => service ?? []))];
  const [first] = services
    .map((service) => ({
      service,
      callers: services.filter((other) => other !== service && calls.get(other)?.has(service)),
      called: services.filter((other) => other !== service && calls.get(service)?.has(other)),
    }))
    .filter(({ callers, called }) => callers.length > called.length)
    .sort((a, b) => b.callers.length - a.callers.length || a.called.length - b.called.length);
  if (!first) return [];
  const { service, callers, called } = first;
  const signal = byTime.find((each) => each.service === service)!;
  const others =
    called.length === 0 ? "it calls none of the services of this incident" : `it calls ${named(called)}`;
  return [
    {
      ...{ kind: "upstream", region: oneRegion(byTime, service), service, what: service },
      evidence: `${named(callers)} ${callers.length === 1 ? "calls" : "call"} it, and ${others}.`,
      ...{ atMs: signal.startedMs, deploymentId: null, url: null },
    },
  ];
}

function oneRegion(signals: readonly Signal[], service: string): string | null {
  const regions = new Set(signals.filter((each) => each.service === service).map(({ region }) => region));
  return regions.size === 1 ? [...regions][0]! : null;
}

const NAMED = 3;

function named(services: readonly string[]): string {
  const sorted = [...services].sort();
  if (sorted.length > NAMED) return `${sorted.slice(0, NAMED).join(", ")} and ${sorted.length - NAMED} more`;
  const last = sorted.at(-1)!;
  return sorted.length === 1 ? last : `${sorted.slice(0, -1).join(", ")} and ${last}`;
}

/** Nobody, where two began at the same second or there is but one place. */
function firstMovers(byTime: readonly Signal[]): IncidentSuspect[] {
  const first = byTime[0]!;
  const isElsewhere = ({ region, service }: Signal) => region !== first.region || service !== first.service;
  const second = byTime.find(isElsewhere);
  if (!second || second.startedMs - first.startedMs < SECOND_MS) return [];
  const { region, service, title, startedMs } = first;
  return [
    {
      ...{ kind: "first-mover", region, service, what: placeName(first) },
      evidence: `It was wrong first (${title}), ${plainSpan(second.startedMs - startedMs)} before ${placeName(second)}.`,
      ...{ atMs: startedMs, deploymentId: null, url: null },
    },
  ];
}

function placeName({ region, service }: IncidentPlace): string {
  if (service === null) return region ?? "the platform";
  return region === null ? service : `${service} in ${region}`;
}

/** Telemetry is of windows: seconds would claim more than is known. */
function wholeMinutes(ms: number): number {
  return Math.max(1, Math.round(ms / MINUTE_MS)) * MINUTE_MS;
}
