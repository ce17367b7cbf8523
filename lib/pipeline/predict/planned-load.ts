import type { CapacityRegion, ExpectedDay, WhatIf } from "@/lib/domain/capacity";
import type { KnownEvent } from "@/lib/domain/known-event";
import { DAY_MS, windowStart } from "@/lib/domain/window";

/** By how much a day's traffic is multiplied: in its busiest hour, and on average. */
interface DayFactor {
  readonly peak: number;
  readonly mean: number;
}

interface Supposed {
  readonly events: readonly KnownEvent[];
  /** null: nothing is supposed. */
  readonly whatIf: WhatIf | null;
}

/** What known events and a supposed change make of a region's day; null: of the world as a whole. */
function ownFactor(region: string | null, dayMs: number, { events, whatIf }: Supposed): DayFactor {
  const isHere = ({ regions }: KnownEvent) =>
    regions.length === 0 || (region !== null && regions.includes(region));
  const factor = isSupposed(whatIf, dayMs) ? 1 + (whatIf?.trafficChangeRatio ?? 0) : 1;
  return events.filter(isHere).reduce(
    ({ peak, mean }, { fromMs, toMs, trafficChangeRatio: change }) => {
      const share = Math.max(0, Math.min(toMs, dayMs + DAY_MS) - Math.max(fromMs, dayMs)) / DAY_MS;
      // The busiest hour may be the event's: less traffic relieves it only where it lasts all day.
      const hitsPeak = change > 0 ? share > 0 : share >= 1;
      return { peak: peak * (hitsPeak ? 1 + change : 1), mean: mean * (1 + change * share) };
    },
    { peak: factor, mean: factor },
  );
}

function isSupposed(whatIf: WhatIf | null, dayMs: number): boolean {
  return whatIf !== null && dayMs >= windowStart(whatIf.fromMs, DAY_MS);
}

/** What the days ahead bring, with known events and what is supposed. */
export class PlannedLoad {
  /** The expected days of each region, by day. */
  private readonly loads: ReadonlyMap<string, ReadonlyMap<number, ExpectedDay>>;

  constructor(
    regions: readonly CapacityRegion[],
    private readonly supposed: Supposed,
  ) {
    this.loads = new Map(
      regions.map(({ region, load }) => [region, new Map(load.expected.map((day) => [day.dayMs, day]))]),
    );
  }

  isLost(region: string, dayMs: number): boolean {
    const { whatIf } = this.supposed;
    return isSupposed(whatIf, dayMs) && whatIf?.lostRegion === region;
  }

  /** By how much a region's day is multiplied; null: what a lost region would leave to it is not known. */
  factor(region: string, dayMs: number): DayFactor | null {
    if (this.isLost(region, dayMs)) return { peak: 0, mean: 0 };
    const own = ownFactor(region, dayMs, this.supposed);
    const taken = this.takenOver(dayMs);
    return taken === null ? null : { peak: own.peak * (1 + taken), mean: own.mean * (1 + taken) };
  }

  /** The days of a figure that follows traffic, up to the first that is not known. */
  days(region: string, expected: readonly ExpectedDay[]): readonly ExpectedDay[] {
    const days: ExpectedDay[] = [];
    for (const day of expected) {
      const factor = this.factor(region, day.dayMs);
      if (factor === null) break;
      days.push(multiplied(day, factor));
    }
    return days;
  }

  /** The same of the world: its regions' factors, weighted by their traffic. */
  worldDays(expected: readonly ExpectedDay[]): readonly ExpectedDay[] {
    return expected.map((day) => {
      let [before, after] = [0, 0];
      for (const [region, days] of this.loads) {
        const traffic = days.get(day.dayMs)?.mean.median ?? 0;
        before += traffic;
        // A lost region's traffic goes to the others: the world's is the same.
        after += traffic * ownFactor(region, day.dayMs, this.supposed).mean;
      }
      const mean = before > 0 ? after / before : ownFactor(null, day.dayMs, this.supposed).mean;
      return multiplied(day, { peak: mean, mean });
    });
  }

  /** What each remaining region takes over of a lost one, as a share of its own; null: not known. */
  private takenOver(dayMs: number): number | null {
    const lost = this.supposed.whatIf?.lostRegion ?? null;
    if (lost === null || !this.isLost(lost, dayMs)) return 0;
    const gone = this.loads.get(lost)?.get(dayMs)?.peak.median;
    let remaining = 0;
    for (const [region, days] of this.loads)
      if (region !== lost) remaining += days.get(dayMs)?.peak.median ?? 0;
    return gone === undefined || remaining === 0 ? null : gone / remaining;
  }
}

function multiplied({ dayMs, peak, mean }: ExpectedDay, factor: DayFactor): ExpectedDay {
  return {
    dayMs,
    peak: {
      median: peak.median * factor.peak,
      lower80: peak.lower80 * factor.peak,
      upper80: peak.upper80 * factor.peak,
      upper95: peak.upper95 * factor.peak,
    },
    mean: {
      median: mean.median * factor.mean,
      lower80: mean.lower80 * factor.mean,
      upper80: mean.upper80 * factor.mean,
    },
  };
}
