import { normalShare } from "@/lib/domain/normal-distribution";
import { LEARNED_HORIZONS, SAMPLES_A_DAY } from "./crossing-history";
import { sortedQuantile } from "./sorted-quantile";

/** What can be seen to climb: values and their usual days, both less the threshold. */
export interface ClimbingSeries {
  readonly excess: Float64Array;
  readonly profile: Float64Array;
  /** What was taken out of the values, and comes on top of where they go. */
  readonly surplus?: Float64Array;
}

/** A series that leaves its usual day on a straight line, upwards. */
export interface Climb {
  /** Samples that the line explains; up to a third of them may be from before it began. */
  readonly age: number;
  /** Samples until line and usual day together are above the threshold; Infinity: not within a day. */
  readonly ahead: number;
  /** Its rise ÷ what the series usually moves off its day in such a time. */
  readonly oddness: number;
  /** Standard error of the slope ÷ slope. */
  readonly looseness: number;
}

export const CLIMB_FEATURES = ["climbLasted", "climbReach", "climbOddness"] as const;

/** Longest last: a climb is as old as the longest line that explains it. */
const AGES = [6, 8, 12, 16, 24, 36, 48, 72] as const;
const MEMORY_SAMPLES = 14 * SAMPLES_A_DAY;
/** What is usual is renewed every 6 h, from so many of the samples. */
const RENEWED_SAMPLES = 72;
const DRAWN_SAMPLES = 512;
const FEWEST_DRAWN = 20;
/** Nine of ten moves are smaller: an incident of a day in two weeks does not make climbs usual. */
const USUAL_SHARE = 0.9;
const LEAST_ODDNESS = 2;
const LEAST_STRAIGHTNESS = 0.95;
/** Of the slope of the whole, in its newer half: it has not begun to level off. */
const LEAST_KEPT = 0.7;
const LEAST_LOOSENESS = 0.02;

/** null: it does not climb, or its usual day is not known. Reads nothing after `at`. */
export function climbAt(series: ClimbingSeries, at: number): Climb | null {
  if (at < 2 * SAMPLES_A_DAY) return null;
  let usual: readonly number[] | null = null;
  let found: Climb | null = null;
  for (const [index, age] of AGES.entries()) {
    const whole = fitLine(series, at, age);
    if (!(whole.slope > 0) || whole.straightness < LEAST_STRAIGHTNESS) continue;
    const newer = fitLine(series, at, age >> 1);
    if (newer.slope < LEAST_KEPT * whole.slope) continue;
    usual ??= usualMoves(series, at);
    const oddness = (offDay(series, at) - offDay(series, at - age)) / usual[index];
    if (!(oddness >= LEAST_ODDNESS)) continue;
    found = {
      age,
      oddness,
      looseness: loosenessOf(newer, age >> 1),
      ahead: samplesAhead(series, at, newer),
    };
  }
  return found;
}

function loosenessOf({ straightness }: Line, age: number): number {
  return Math.max(LEAST_LOOSENESS, Math.sqrt((1 / straightness - 1) / (age - 1)));
}

/** From three times the usual move on, a climb has a say of its own. */
const TRUSTED_ODDNESS = 3;
export function isTrusted({ oddness }: Climb): boolean {
  return oddness >= TRUSTED_ODDNESS;
}
/**
 * Odds that a load goes on climbing, against those of what fills up: loads turn by themselves. Of the first such climbs in two
 * weeks of the AIOps and NAB series 7 of 27 went on to the threshold, where their age alone says 18.7 (`bench:predict`).
 */
const LOAD_ODDS = 0.15;

/**
 * Probability that the climb crosses within `samples`. What fills up climbs on until then with the odds that anything has, by
 * its age alone, to last that long again (Gott 1993: age to time left); how well the time left is known, the line's own error says.
 */
export function climbChance(climb: Climb, samples: number, fillsUp: boolean): number {
  const { age, ahead, looseness } = climb;
  if (ahead === Infinity || !isTrusted(climb)) return 0;
  const odds = (fillsUp ? 1 : LOAD_ODDS) * (age / ahead);
  return (odds / (1 + odds)) * normalShare((samples / ahead - 1) / looseness);
}

/** Not climbing is NaN. */
export function fillClimb(climb: Climb | null, horizon: number, out: Float64Array, offset: number): void {
  if (climb === null) return void out.fill(NaN, offset, offset + CLIMB_FEATURES.length);
  out[offset] = Math.log(climb.age / climb.ahead);
  out[offset + 1] = Math.log(LEARNED_HORIZONS[horizon] / climb.ahead);
  out[offset + 2] = climb.oddness;
}

/** Against the usual day, as it was known the day before. */
function offDay({ excess, profile }: ClimbingSeries, at: number): number {
  return excess[at] - profile[at - SAMPLES_A_DAY];
}

interface Line {
  readonly slope: number;
  /** At its end. */
  readonly level: number;
  /** Share of the squares that it explains. */
  readonly straightness: number;
}

/** Least squares over the last `age` steps. */
function fitLine(series: ClimbingSeries, at: number, age: number): Line {
  const count = age + 1;
  const middle = age / 2;
  let sum = 0;
  let product = 0;
  let squares = 0;
  for (let n = 0; n < count; n++) {
    const value = offDay(series, at - age + n);
    sum += value;
    product += (n - middle) * value;
    squares += value * value;
  }
  const width = (count * (count * count - 1)) / 12;
  const slope = product / width;
  const mean = sum / count;
  const total = squares - count * mean * mean;
  return {
    slope,
    level: mean + slope * middle,
    straightness: total > 0 ? Math.min(1, (slope * slope * width) / total) : 0,
  };
}

/** By its newer half: it may be growing faster than it did. */
function samplesAhead({ profile, surplus }: ClimbingSeries, at: number, { level, slope }: Line): number {
  const now = level + (surplus?.[at] ?? 0);
  for (let ahead = 1; ahead <= SAMPLES_A_DAY; ahead++)
    if (profile[at - SAMPLES_A_DAY + ahead] + now + slope * ahead > 0) return ahead;
  return Infinity;
}

const known = new WeakMap<ClimbingSeries, Map<number, readonly number[]>>();

/** How far it usually moves off its day over each of the ages. */
function usualMoves(series: ClimbingSeries, at: number): readonly number[] {
  const renewed = Math.floor((at + 1) / RENEWED_SAMPLES) * RENEWED_SAMPLES - 1;
  let memory = known.get(series);
  if (!memory) known.set(series, (memory = new Map()));
  let moves = memory.get(renewed);
  if (!moves) memory.set(renewed, (moves = AGES.map((age) => drawMoves(series, renewed, age))));
  return moves;
}

function drawMoves(series: ClimbingSeries, at: number, age: number): number {
  const from = Math.max(SAMPLES_A_DAY, at + 1 - MEMORY_SAMPLES);
  const stride = Math.max(1, Math.floor((at + 1 - from) / DRAWN_SAMPLES));
  const drawn: number[] = [];
  for (let k = at; k - age >= from; k -= stride)
    drawn.push(Math.abs(offDay(series, k) - offDay(series, k - age)));
  if (drawn.length < FEWEST_DRAWN) return Infinity;
  return sortedQuantile(Float64Array.from(drawn).sort(), USUAL_SHARE);
}
