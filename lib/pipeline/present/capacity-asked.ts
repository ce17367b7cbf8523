import type { WhatIf } from "@/lib/domain/capacity";

const PER_CENT = 100;

interface CapacityQuery {
  readonly days_ahead: number;
  readonly traffic_change?: number;
  readonly lost_region?: string;
  readonly what_if_from?: string;
}

/** What a request of capacity asks for; what it supposes holds from today on unless it says from when. */
export function capacityAsked(
  query: CapacityQuery,
  nowMs: number,
): { readonly daysAhead: number; readonly whatIf: WhatIf | null } {
  const { traffic_change: change = 0, lost_region: lostRegion = null, what_if_from: from } = query;
  const isSupposed = change !== 0 || lostRegion !== null;
  const fromMs = from === undefined ? nowMs : Date.parse(from);
  return {
    daysAhead: query.days_ahead,
    whatIf: isSupposed ? { trafficChangeRatio: change / PER_CENT, fromMs, lostRegion } : null,
  };
}
