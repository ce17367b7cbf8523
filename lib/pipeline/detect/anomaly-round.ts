import type { Anomaly, AnomalyMetric, ReadWindow, WindowReading } from "@/lib/domain/anomaly";
import { stepAnomaly } from "./anomaly-state";

export interface AnomalyRound {
  readonly metric: AnomalyMetric;
  /** null: regions as a whole. */
  readonly service: string | null;
  /** Oldest first; those before `fromMs` were judged already. */
  readonly readings: readonly ReadWindow[];
  /** Of this metric and service. */
  readonly open: readonly Anomaly[];
  readonly fromMs: number;
  readonly isDemo: (region: string) => boolean;
  newId(): string;
}

/** What opened, went on or ended over the windows from `fromMs` on. */
export function anomalyRound(round: AnomalyRound): Anomaly[] {
  const { metric, service, readings, open, fromMs, isDemo, newId } = round;
  const going = new Map(open.map((each) => [each.region, each]));
  const changed = new Map<string, Anomaly>();
  let before: ReadWindow["byRegion"] = new Map();
  for (const { windowMs, byRegion } of readings) {
    for (const region of windowMs < fromMs ? [] : new Set([...byRegion.keys(), ...going.keys()])) {
      const now = byRegion.get(region) ?? silent(windowMs);
      const subject = { metric, region, service };
      const step = { subject, demo: isDemo(region), before: before.get(region) ?? null, now, newId };
      const next = stepAnomaly(going.get(region) ?? null, step);
      if (next === null) continue;
      changed.set(next.id, next);
      if (next.endedMs === null) going.set(region, next);
      else going.delete(region);
    }
    before = byRegion;
  }
  return [...changed.values()];
}

/** Of a region that nothing is known of any more. */
function silent(windowMs: number): WindowReading {
  return { windowMs, value: null, own: null, siblings: null, moves: null };
}
