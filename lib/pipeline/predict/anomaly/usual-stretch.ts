const BLOCKS_A_DAY = 24;
/** Eight hours are compared. */
const STRETCH_BLOCKS = 8;
/** Days that are remembered. */
const DAYS = 60;

/**
 * How unlike the last eight hours are to the same hours of every earlier day: the mean distance of its hourly means to the
 * most similar of them (a discord whose time of day is fixed, so that working days are compared with working days).
 */
export class UsualStretch {
  /** A distance comes after so many values. */
  readonly blockSteps: number;
  readonly #blocksADay: number;
  /** Means of blocks, the oldest forgotten. */
  readonly #means: number[] = [];
  #steps = 0;
  #sum = 0;

  constructor(daySteps: number) {
    this.blockSteps = Math.max(1, Math.round(daySteps / BLOCKS_A_DAY));
    this.#blocksADay = Math.max(1, Math.round(daySteps / this.blockSteps));
  }

  /** Null while a block is open, and until there is an earlier day. */
  distanceAfter(value: number): number | null {
    this.#sum += value;
    if (++this.#steps < this.blockSteps) return null;
    this.#means.push(this.#sum / this.#steps);
    if (this.#means.length > DAYS * this.#blocksADay + STRETCH_BLOCKS) this.#means.shift();
    this.#steps = 0;
    this.#sum = 0;
    return this.#leastDistance();
  }

  #leastDistance(): number | null {
    const newest = this.#means.length - 1;
    const apart = this.#blocksADay * Math.ceil(STRETCH_BLOCKS / this.#blocksADay);
    if (newest < 2 * STRETCH_BLOCKS) return null;
    let least = Infinity;
    for (let end = newest - apart; end >= STRETCH_BLOCKS - 1; end -= this.#blocksADay) {
      let distance = 0;
      for (let back = 0; back < STRETCH_BLOCKS && distance < least; back++)
        distance += Math.abs(this.#means[newest - back] - this.#means[end - back]);
      if (distance < least) least = distance;
    }
    return least < Infinity ? least / STRETCH_BLOCKS : null;
  }
}
