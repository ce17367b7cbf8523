/** So many of the greatest peaks shape the tail. */
const TAIL_PEAKS = 15;
const KEPT_PEAKS = 4 * TAIL_PEAKS;
/** Peaks seen before anything is judged: at eight a day those of three days. */
const LEAST_PEAKS = 24;
/** The tail is at least as wide as these shares of its threshold and of its greatest peak: equal peaks are no certainty. */
const LEAST_WIDTH_OF_THRESHOLD = 0.02;
const LEAST_WIDTH_OF_GREATEST = 0.1;

/**
 * How far beyond the greatest values of its own past a quantity is. The past is a list of peaks, one a block of steps, of
 * which the greatest follow an exponential tail (peaks over threshold; Siffer et al., KDD 2017); what is old shrinks, so
 * that yesterday's outage does not hide the next one for ever.
 */
export class PeakTail {
  readonly #blockSteps: number;
  readonly #shrink: number;
  /** Greatest first. */
  readonly #peaks: number[] = [];
  #blocks = 0;
  #steps = 0;
  #peak = 0;

  constructor(blockSteps: number, halfLifeSteps: number) {
    this.#blockSteps = blockSteps;
    this.#shrink = 2 ** (-blockSteps / halfLifeSteps);
  }

  /** In widths of the tail beyond its threshold, 0 below; then the value is part of the past. */
  surprise(value: number): number {
    const tail = this.#tail();
    this.#add(value);
    return tail !== null && value > tail.threshold ? (value - tail.threshold) / tail.width : 0;
  }

  /** The value at which the surprise reaches so much; null while nothing is judged. */
  reach(surprise: number): number | null {
    const tail = this.#tail();
    return tail === null ? null : tail.threshold + surprise * tail.width;
  }

  #tail(): { readonly threshold: number; readonly width: number } | null {
    if (this.#blocks < LEAST_PEAKS) return null;
    const count = Math.min(TAIL_PEAKS, this.#peaks.length - 1);
    const threshold = this.#peaks[count];
    let excess = 0;
    for (let i = 0; i < count; i++) excess += this.#peaks[i] - threshold;
    const least = LEAST_WIDTH_OF_THRESHOLD * threshold + LEAST_WIDTH_OF_GREATEST * this.#peaks[0];
    return { threshold, width: Math.max(excess / count, least, Number.EPSILON) };
  }

  #add(value: number): void {
    this.#peak = Math.max(this.#peak, value);
    if (++this.#steps < this.#blockSteps) return;
    for (let i = 0; i < this.#peaks.length; i++) this.#peaks[i] *= this.#shrink;
    let at = this.#peaks.length;
    while (at > 0 && this.#peaks[at - 1] < this.#peak) at--;
    this.#peaks.splice(at, 0, this.#peak);
    if (this.#peaks.length > KEPT_PEAKS) this.#peaks.length = KEPT_PEAKS;
    this.#blocks++;
    this.#steps = 0;
    this.#peak = 0;
  }
}
