const FIRST_SERIES = 1024;

/** When each series was last sent to us, by our clock. */
export class LastSeen {
  private timesMs = new Float64Array(FIRST_SERIES);

  note(series: number, receivedAtMs: number): void {
    if (series >= this.timesMs.length) {
      const bigger = new Float64Array(Math.max(this.timesMs.length * 2, series + 1));
      bigger.set(this.timesMs);
      this.timesMs = bigger;
    }
    this.timesMs[series] = receivedAtMs;
  }

  of(series: number): number {
    return this.timesMs[series]!;
  }

  /** How many of the first `size` series were last seen before `timeMs`. */
  countBefore(timeMs: number, size: number): number {
    let count = 0;
    for (let series = 0; series < size; series++) if (this.timesMs[series]! < timeMs) count++;
    return count;
  }
}
