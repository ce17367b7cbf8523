import {
  GROUP_WITHIN_MS,
  isPlaced,
  type IncidentPlace,
  type NewSignal,
  type SignalSummary,
} from "@/lib/domain/incident";

/** What grouping has to know of an active incident. */
export interface GroupCandidate extends Pick<SignalSummary, "firstMs" | "newestMs" | "places" | "groupKeys"> {
  readonly id: string;
  readonly detectedMs: number;
}

/** What each service calls, however many calls away: service → service → number of calls. */
export type CallsTo = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * The incident that a signal is of. `isCause`: all that was known of it waits for the signal's service. `merged`: the others that
 * do, and so turn out to be parts of the same one.
 */
export type Placement =
  | { readonly kind: "new" }
  | {
      readonly kind: "of";
      readonly incidentId: string;
      readonly isCause: boolean;
      readonly merged: readonly string[];
    };

/**
 * Groups by place and topology, and by time where these alone do not tell: one cause, one incident. A signal is of the
 * nearest incident that it is related to: of its own place, then of what it calls or what calls it by the fewest calls, then of
 * its region; of equally near ones of that which began last before it. Two that only share a caller stay two.
 */
export function placeSignal(
  signal: NewSignal,
  candidates: readonly GroupCandidate[],
  calls: CallsTo,
): Placement {
  const related = candidates
    .map((candidate) => ({ candidate, relation: relationOf(signal, candidate, calls) }))
    .filter(({ relation }) => relation !== null)
    .sort((a, b) => a.relation!.distance - b.relation!.distance || b.candidate.firstMs - a.candidate.firstMs);
  const [nearest] = related;
  if (!nearest) return { kind: "new" };
  if (!nearest.relation!.waits)
    return { kind: "of", incidentId: nearest.candidate.id, isCause: false, merged: [] };
  const waiting = related.filter(({ relation }) => relation!.waits).map(({ candidate }) => candidate);
  const [oldest, ...younger] = waiting.sort((a, b) => a.detectedMs - b.detectedMs || (a.id < b.id ? -1 : 1));
  return { kind: "of", incidentId: oldest!.id, isCause: true, merged: younger.map(({ id }) => id) };
}

interface Relation {
  readonly distance: number;
  /** All that the incident is about calls the signal's service: it waits for it. */
  readonly waits: boolean;
}

const SAME_PLACE = 0;
/** Farther than any number of calls. */
const SAME_REGION = 1_000;
const ELSEWHERE = 2_000;
const NO_PLACE = 3_000;

function relationOf(signal: NewSignal, candidate: GroupCandidate, calls: CallsTo): Relation | null {
  const grouped = signal.groupKey !== null && candidate.groupKeys.includes(signal.groupKey);
  const distance = isPlaced(signal)
    ? Math.min(...candidate.places.map((place) => distanceOf(signal, place, calls)))
    : grouped
      ? NO_PLACE
      : Infinity;
  if (distance === Infinity) return null;
  if (distance !== SAME_PLACE && !isNear(signal.startedMs, candidate)) return null;
  const { places } = candidate;
  return { distance, waits: places.length > 0 && places.every((place) => waitsFor(place, signal, calls)) };
}

function isNear(startedMs: number, { firstMs, newestMs }: GroupCandidate): boolean {
  return startedMs >= firstMs - GROUP_WITHIN_MS && startedMs <= newestMs + GROUP_WITHIN_MS;
}

function distanceOf(one: IncidentPlace, other: IncidentPlace, calls: CallsTo): number {
  const isSameRegion = one.region === other.region;
  const isSameService = one.service === other.service;
  if (isSameRegion && isSameService)
    return one.region === null && one.service === null ? SAME_REGION : SAME_PLACE;
  const mayMeet = isSameRegion || one.region === null || other.region === null;
  if (isSameService && one.service !== null) return mayMeet ? 1 : ELSEWHERE;
  if (!mayMeet) return Infinity;
  if (one.service === null || other.service === null) return SAME_REGION;
  const apart = calls.get(one.service)?.get(other.service) ?? calls.get(other.service)?.get(one.service);
  return apart ?? Infinity;
}

function waitsFor(place: IncidentPlace, { region, service }: IncidentPlace, calls: CallsTo): boolean {
  if (place.service === null || service === null || place.region !== region) return false;
  return calls.get(place.service)?.has(service) ?? false;
}

/** From what each service calls itself; cycles are walked once. */
export function callsTo(
  services: readonly { readonly name: string; readonly dependencies: readonly string[] }[],
): CallsTo {
  const direct = new Map(services.map(({ name, dependencies }) => [name, dependencies]));
  const walk = (from: string) => {
    const found = new Map<string, number>();
    let frontier = [...(direct.get(from) ?? [])];
    for (let distance = 1; frontier.length > 0; distance++) {
      const next = frontier.filter((name) => name !== from && !found.has(name));
      for (const name of next) found.set(name, distance);
      frontier = [...new Set(next.flatMap((name) => direct.get(name) ?? []))];
    }
    return found;
  };
  return new Map(services.map(({ name }) => [name, walk(name)]));
}
