import type { UsualRange } from "@/lib/domain/anomaly";
import { DAY_MS } from "@/lib/domain/window";
import { PeakTail } from "./peak-tail";

/** A value is expected to be the median of the same time on so many earlier days, or that of a week ago. */
const DAYS = 7;
/** … each the mean of so many windows before and after it. */
const HALF_WIDTH = 2;
const PEAKS_A_DAY = 8;
const HALF_LIFE_DAYS = 28;
/** Whether days or weeks are more alike is told by the last hour or so. */
const COMPARED_A_DAY = 24;
/** Before a whole week is known its weekend would be unusual: the day before the first distance, and six days of them. */
const LEAST_LEARNED_DAYS = 6;

/**
 * What is usual of a series at this time of day, and how far off it may be before that is unusual. Both are of the time
 * before the value that is judged.
 */
export class UsualBand {
  readonly #daySteps: number;
  /** Values of the last days, by the number of their step; NaN where nothing is known. Seven digits do, and there are many. */
  readonly #ring: Float32Array;
  readonly #tail: PeakTail;
  /** How surprising a value at the edge is. */
  readonly #edge: number;
  readonly #forget: number;
  #dayErred = 0;
  #weekErred = 0;
  #steps = 0;
  #learned = 0;

  constructor(stepMs: number, edge: number) {
    this.#daySteps = Math.round(DAY_MS / stepMs);
    this.#ring = new Float32Array(DAYS * this.#daySteps + HALF_WIDTH + 1).fill(NaN);
    const blockSteps = Math.max(1, Math.round(this.#daySteps / PEAKS_A_DAY));
    this.#tail = new PeakTail(blockSteps, HALF_LIFE_DAYS * this.#daySteps);
    this.#edge = edge;
    this.#forget = COMPARED_A_DAY / this.#daySteps;
  }

  /** What was to be expected of the next value; then it is learned. NaN: nothing is known of it. */
  next(value: number): UsualRange | null {
    const daily = this.#medianDay();
    const weekly = this.#meanAround(this.#steps - DAYS * this.#daySteps);
    const expected = this.#weekErred < this.#dayErred && !Number.isNaN(weekly) ? weekly : daily;
    this.#compare(Math.abs(value - daily), Math.abs(value - weekly));
    const reach = this.#tail.reach(this.#edge);
    const isNew = this.#learned < LEAST_LEARNED_DAYS * this.#daySteps;
    this.#ring[this.#steps % this.#ring.length] = value;
    this.#steps++;
    if (Number.isNaN(expected)) return null;
    if (!Number.isNaN(value)) {
      this.#tail.surprise(Math.abs(value - expected));
      this.#learned++;
    }
    return reach === null || isNew ? null : { expected, reach };
  }

  /** How many more values it needs, a day included that is not known yet. */
  needs(): number {
    const first = Math.max(0, this.#daySteps - HALF_WIDTH - this.#steps);
    return first + Math.max(0, LEAST_LEARNED_DAYS * this.#daySteps - this.#learned);
  }

  /** Whether days are alike, or weeks: which of them was nearer to the values of the last hours. */
  #compare(dayError: number, weekError: number): void {
    if (Number.isNaN(dayError + weekError)) return;
    this.#dayErred += (dayError - this.#dayErred) * this.#forget;
    this.#weekErred += (weekError - this.#weekErred) * this.#forget;
  }

  #medianDay(): number {
    const sames: number[] = [];
    for (let day = 1; day <= DAYS; day++) {
      const mean = this.#meanAround(this.#steps - day * this.#daySteps);
      if (!Number.isNaN(mean)) insertSorted(sames, mean);
    }
    const middle = sames.length >> 1;
    if (sames.length === 0) return NaN;
    return sames.length % 2 === 1 ? sames[middle]! : (sames[middle - 1]! + sames[middle]!) / 2;
  }

  #meanAround(step: number): number {
    let sum = 0;
    let count = 0;
    for (let at = Math.max(0, step - HALF_WIDTH); at <= step + HALF_WIDTH; at++) {
      const value = this.#ring[at % this.#ring.length]!;
      if (Number.isNaN(value)) continue;
      sum += value;
      count++;
    }
    return count === 0 ? NaN : sum / count;
  }
}

function insertSorted(sorted: number[], value: number): void {
  let at = sorted.length;
  while (at > 0 && sorted[at - 1]! > value) at--;
  sorted.splice(at, 0, value);
}
