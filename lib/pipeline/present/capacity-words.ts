import type { Recommendation, RiskFactor } from "@/lib/domain/capacity";
import type { Resource } from "@/lib/domain/health";
import type { EventLike, KnownEvent } from "@/lib/domain/known-event";
import { plainCount, plainPercent, plainTimes } from "@/lib/domain/plain-figure";
import { changeRange } from "./event-words";
import { formatDate } from "./format-time";
import type { RegionNames } from "./region-name";

const PER_CENT = 100;

/** A resource in a sentence. */
export const RESOURCE_WORDS: Readonly<Record<Resource, string>> = {
  cpu: "CPU",
  memory: "memory",
  disk: "disk",
  connections: "database connections",
};

/** "5 Dec 2026", a day of UTC. */
function dayWords(dayMs: number): string {
  return formatDate(dayMs, "UTC");
}

/** What to do, and by when. */
export function recommendationWords(
  recommendation: Recommendation,
  { nameOf, todayMs }: { readonly nameOf: RegionNames; readonly todayMs: number },
): string {
  const { deadlineMs, orderByMs, servers, forLoss } = recommendation;
  const when = (dayMs: number) => (dayMs <= todayMs ? "now" : `by ${dayWords(dayMs)}`);
  const by = deadlineMs === null ? "" : ` ${when(deadlineMs)}`;
  const order = orderByMs === null || deadlineMs === todayMs ? "" : `: order ${when(orderByMs)}`;
  const loss = forLoss === null || forLoss === 0 ? "" : ` ${lossWords(forLoss, servers)}`;
  return `${deed(recommendation, nameOf(recommendation.region))}${by}${order}.${loss}`;
}

function lossWords(forLoss: number, servers: number | null): string {
  const some = forLoss === servers ? "They are" : `${plainCount(forLoss)} of them are`;
  return `${some} for the loss of the largest other region.`;
}

function deed({ kind, servers }: Recommendation, region: string): string {
  const some = servers === null ? "servers" : `${plainCount(servers)} server${servers === 1 ? "" : "s"}`;
  switch (kind) {
    case "add-servers":
      return `Add ${some} in ${region}`;
    case "release-servers":
      return `Release up to ${some} in ${region}: more than the upper 95 % and the loss of a region need`;
    case "extend-memory":
      return `Give the servers in ${region} more memory`;
    case "extend-disk":
      return `Extend the disks in ${region}`;
    case "raise-connection-limit":
      return `Raise the limit of database connections in ${region}`;
    default:
      return kind satisfies never;
  }
}

/** What may go wrong; null: it is of a known event that is gone. */
export function riskWords(
  risk: RiskFactor,
  { nameOf, events }: { readonly nameOf: RegionNames; readonly events: readonly KnownEvent[] },
): string | null {
  switch (risk.kind) {
    case "loss-of-region":
      return `If ${nameOf(risk.region)} is lost at its busiest hour, the other regions lack ${plainCount(risk.shortServers)} servers.`;
    case "above-target":
      return `${nameOf(risk.region)}: ${RESOURCE_WORDS[risk.resource]} is above its target already, at ${plainPercent(risk.ratio)} in the busiest hour.`;
    case "wide-band":
      return `${nameOf(risk.region)}: its traffic is hard to tell; the upper end is ${plainTimes(risk.upperToMedian)} the median.`;
    case "short-history":
      return risk.knownDays === 0
        ? `${nameOf(risk.region)}: nothing is known of the days ahead yet; its history is too short.`
        : `${nameOf(risk.region)}: only ${risk.knownDays} days are known, as its history reaches no further back.`;
    case "known-event":
      return eventWords(
        events.find(({ id }) => id === risk.eventId),
        nameOf,
      );
    default:
      return risk satisfies never;
  }
}

function eventWords(event: KnownEvent | undefined, nameOf: RegionNames): string | null {
  if (event === undefined) return null;
  const { name, fromMs, toMs, regions, trafficChangeRatio: change, like } = event;
  const where = regions.length === 0 ? "everywhere" : `in ${regions.map(nameOf).join(", ")}`;
  // What was measured is known to a whole per cent at best.
  const told = like === null ? change : Math.round(change * PER_CENT) / PER_CENT;
  const size = `${plainPercent(Math.abs(told))} ${change < 0 ? "less" : "more"} traffic`;
  const [first, last] = [dayWords(fromMs), dayWords(toMs - 1)]; // it is over at `toMs`
  return `${name}, ${first === last ? first : `${first} to ${last}`}: ${size} ${where}, ${like === null ? "as entered" : likeWords(like)}.`;
}

/** "as measured 28 Nov 2025 (+31 % to +44 %)" */
function likeWords({ fromMs, low, high }: EventLike): string {
  return `as measured ${dayWords(fromMs)} (${changeRange(low * PER_CENT, high * PER_CENT)})`;
}
