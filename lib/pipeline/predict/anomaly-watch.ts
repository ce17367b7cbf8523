import {
  ANOMALY_METRIC_DEFINITIONS,
  ANOMALY_STEP_MS,
  type AnomalyMetric,
  type AnomalyScope,
  type AnomalyWatch,
  type SiblingMoves,
  type UsualRange,
  type WindowReading,
} from "@/lib/domain/anomaly";
import { UsualBand } from "./anomaly/usual-band";
import { PeakTail } from "./anomaly/peak-tail";

/**
 * A value so many widths of the tail beyond its threshold is at the edge of the band; chosen by false alarms on measured series.
 * By an exponential tail three widths more are a twentieth: a region of twenty services is twenty times as many series.
 */
const EDGE_SURPRISE: Readonly<Record<AnomalyScope, number>> = { regions: 5, services: 8 };
/** With fewer there is no middle to speak of. */
const LEAST_SIBLINGS = 3;
/** A sibling that moved half as far as is unusual moved too. */
const ALIKE_SHARE = 0.5;
/** Where siblings differ among themselves, one of them is only unlike them beyond so many of their deviations. */
const LEAST_DEVIATIONS = 3;
/** Standard deviation of normal values ÷ their median absolute deviation. */
const NORMAL_MAD = 1.4826;
const DAY_STEPS = 86_400_000 / ANOMALY_STEP_MS;
const PEAKS_A_DAY = 8;
const HALF_LIFE_DAYS = 28;

interface Watched {
  readonly band: UsualBand;
  /** Of how far it was from its siblings, in its own reaches. */
  readonly apart: PeakTail;
}
interface Moved {
  readonly value: number;
  readonly own: UsualRange;
  /** Distance from what was expected, in reaches: what makes regions of any size comparable. */
  readonly move: number;
}

/** The watch over one metric (of one service, or of whole regions): each region by its own past, and beside its siblings. */
export function createAnomalyWatch(metric: AnomalyMetric, scope: AnomalyScope): AnomalyWatch {
  const edge = EDGE_SURPRISE[scope];
  const { leastReach, leastShare } = ANOMALY_METRIC_DEFINITIONS[metric];
  const regions = new Map<string, Watched>();
  const widened = ({ expected, reach }: UsualRange): UsualRange => ({
    expected,
    reach: Math.max(reach, leastReach, Math.abs(expected) * leastShare),
  });
  return {
    next(windowMs, values) {
      for (const region of values.keys()) if (!regions.has(region)) regions.set(region, newWatched(edge));
      const readings = new Map<string, WindowReading>();
      const moves = new Map<string, Moved>();
      for (const [region, { band }] of regions) {
        const value = values.get(region) ?? NaN;
        const range = band.next(value);
        const own = range && widened(range);
        const known = Number.isNaN(value) ? null : value;
        readings.set(region, { windowMs, value: known, own, siblings: null, moves: null });
        if (own !== null && known !== null && own.reach > 0)
          moves.set(region, { value, own, move: (value - own.expected) / own.reach });
      }
      const together = new SiblingMedians([...moves.values()].map(({ move }) => move));
      for (const [region, moved] of moves) {
        const beside = besideSiblings(moved, together, regions.get(region)!.apart, edge);
        readings.set(region, { ...readings.get(region)!, ...beside });
      }
      return readings;
    },
    needs: () => new Map([...regions].map(([region, { band }]) => [region, band.needs()])),
  };
}

function newWatched(edge: number): Watched {
  return {
    band: new UsualBand(ANOMALY_STEP_MS, edge),
    apart: new PeakTail(DAY_STEPS / PEAKS_A_DAY, HALF_LIFE_DAYS * DAY_STEPS),
  };
}

/** What it would be had it moved as the middle one of its siblings, and how many of them did as it did. */
function besideSiblings(
  { own, move }: Moved,
  together: SiblingMedians,
  apart: PeakTail,
  edge: number,
): { readonly siblings: UsualRange | null; readonly moves: SiblingMoves | null } {
  const compared = together.count - 1;
  if (compared < LEAST_SIBLINGS) return { siblings: null, moves: null };
  const middle = together.medianWithout(move);
  const usual = apart.reach(edge);
  apart.surprise(Math.abs(move - middle));
  const moves = { compared, alike: together.alike(move) };
  if (usual === null) return { siblings: null, moves };
  // Less than its own reach is no news, however closely the regions move together.
  const reaches = Math.max(usual, 1, LEAST_DEVIATIONS * together.deviation);
  return { siblings: { expected: own.expected + middle * own.reach, reach: reaches * own.reach }, moves };
}

/** The moves of all regions at a time, sorted once for all of them. */
class SiblingMedians {
  readonly #sorted: readonly number[];
  /** Their median absolute deviation, as that of normal values. */
  readonly deviation: number;
  readonly #up: number;
  readonly #down: number;
  readonly #within: number;

  constructor(moves: readonly number[]) {
    this.#sorted = [...moves].sort((a, b) => a - b);
    const middle = this.#sorted[moves.length >> 1] ?? 0;
    const apart = moves.map((move) => Math.abs(move - middle)).sort((a, b) => a - b);
    this.deviation = NORMAL_MAD * (apart[moves.length >> 1] ?? 0);
    this.#up = moves.filter((move) => move >= ALIKE_SHARE).length;
    this.#within = moves.filter((move) => Math.abs(move) <= 1).length;
    this.#down = moves.filter((move) => move <= -ALIKE_SHARE).length;
  }

  get count(): number {
    return this.#sorted.length;
  }

  /** Of all but one that has moved so far. */
  medianWithout(move: number): number {
    const others = this.count - 1;
    const own = this.#sorted.indexOf(move);
    const at = (index: number) => this.#sorted[index < own ? index : index + 1]!;
    const middle = others >> 1;
    return others % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2;
  }

  /** How many of the others did as one that moved so far: in its direction too; or stayed in their range too, if it did. */
  alike(move: number): number {
    if (Math.abs(move) <= 1) return this.#within - 1;
    return (move > 0 ? this.#up : this.#down) - 1;
  }
}
