/** The median of the last values, kept sorted as they come and go. */
export class RunningMedian {
  readonly #recent: Float64Array;
  readonly #sorted: Float64Array;
  #count = 0;
  #next = 0;

  constructor(windowSteps: number) {
    this.#recent = new Float64Array(windowSteps);
    this.#sorted = new Float64Array(windowSteps);
  }

  get isFull(): boolean {
    return this.#count === this.#recent.length;
  }

  /** NaN before the first value. */
  median(): number {
    return this.#count > 0 ? this.#sorted[this.#count >> 1] : Number.NaN;
  }

  add(value: number): void {
    if (this.isFull) this.#remove(this.#recent[this.#next]);
    const at = this.#position(value);
    this.#sorted.copyWithin(at + 1, at, this.#count);
    this.#sorted[at] = value;
    this.#count++;
    this.#recent[this.#next] = value;
    this.#next = (this.#next + 1) % this.#recent.length;
  }

  #remove(value: number): void {
    const at = this.#position(value);
    this.#sorted.copyWithin(at, at + 1, this.#count);
    this.#count--;
  }

  /** Of the first sorted value that is not less. */
  #position(value: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sorted[middle] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
