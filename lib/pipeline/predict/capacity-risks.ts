import type { PlannedRegion, RiskFactor } from "@/lib/domain/capacity";
import type { KnownEvent } from "@/lib/domain/known-event";
import { DAY_MS } from "@/lib/domain/window";

/** An upper end of so many times the median says that little is known. */
const WIDE_BAND = 1.5;

interface RiskQuery {
  readonly regions: readonly PlannedRegion[];
  readonly events: readonly KnownEvent[];
  readonly todayMs: number;
  readonly daysAhead: number;
}

/** What may make the plan wrong, or a small failure a large one. */
export function capacityRisks({ regions, events, todayMs, daysAhead }: RiskQuery): readonly RiskFactor[] {
  const endMs = todayMs + daysAhead * DAY_MS;
  const ahead = events.filter(({ fromMs, toMs }) => toMs > todayMs && fromMs < endMs);
  return [
    ...lossOfRegion(regions),
    ...regions.flatMap(aboveTarget),
    ...ahead.map(({ id }) => ({ kind: "known-event", eventId: id }) as const),
    ...regions.flatMap(wideBand),
    ...regions.flatMap((region) => shortHistory(region, daysAhead)),
  ];
}

/** Servers that only the loss of the largest region would lack. */
function lossOfRegion(regions: readonly PlannedRegion[]): RiskFactor[] {
  const peak = ({ load }: PlannedRegion) => Math.max(0, ...load.map(({ upper80 }) => upper80));
  const serving = regions.filter((region) => peak(region) > 0);
  if (serving.length < 2) return [];
  const largest = serving.reduce((most, one) => (peak(one) > peak(most) ? one : most));
  const shortServers = serving.reduce((sum, { region, servers, need }) => {
    if (region === largest.region || servers === null || need === null) return sum;
    return sum + Math.max(0, need.servers - Math.max(Math.floor(servers), need.servers - need.forLoss));
  }, 0);
  return shortServers === 0 ? [] : [{ kind: "loss-of-region", region: largest.region, shortServers }];
}

function aboveTarget({ region, runways }: PlannedRegion): RiskFactor[] {
  return runways.flatMap(({ resource, newestRatio, targetRatio }): RiskFactor[] =>
    newestRatio !== null && newestRatio > targetRatio
      ? [{ kind: "above-target", region, resource, ratio: newestRatio }]
      : [],
  );
}

function wideBand({ region, load }: PlannedRegion): RiskFactor[] {
  const last = load.at(-1);
  const upperToMedian = last === undefined ? 0 : last.upper80 / last.median;
  return Number.isFinite(upperToMedian) && upperToMedian > WIDE_BAND
    ? [{ kind: "wide-band", region, upperToMedian }]
    : [];
}

/** The days ahead are known only as far as the history reaches back. */
function shortHistory({ region, load }: PlannedRegion, daysAhead: number): RiskFactor[] {
  return load.length < daysAhead ? [{ kind: "short-history", region, knownDays: load.length }] : [];
}
