/** Calm for so long after a breach, another one is a new incident: 1 h. */
export const COOLDOWN_SAMPLES = 12;

/**
 * Breaches of a series, as running counts. A breach is a run of at least `forSamples` samples above the threshold;
 * its first sample at k is confirmed at k + forSamples − 1, so counts up to k may be asked at that time at the earliest.
 */
export interface Breaches {
  /** onsets[k]: incidents that started before sample k. */
  readonly onsets: Int32Array;
  /** Samples above the threshold before sample k, breach or not. */
  readonly above: Int32Array;
  /** The last sample at or before k that was in a breach; −1 for none. */
  readonly lastBreach: Int32Array;
  readonly lastAbove: Int32Array;
  /** 1 where the sample is neither in a breach nor within the cooldown after one, nor above the threshold. */
  readonly calm: Uint8Array;
}

/** `excess`: value minus threshold. */
export function findBreaches(excess: Float64Array, forSamples: number): Breaches {
  const length = excess.length;
  const starts = new Uint8Array(length);
  const inBreach = new Uint8Array(length);
  let lastEnd = -Infinity;
  let start = 0;
  while (start < length) {
    if (!(excess[start] > 0)) {
      start++;
      continue;
    }
    let end = start;
    while (end < length && excess[end] > 0) end++;
    if (end - start >= forSamples) {
      if (start - lastEnd > COOLDOWN_SAMPLES) starts[start] = 1;
      lastEnd = end - 1;
      inBreach.fill(1, start, end);
    }
    start = end;
  }
  return countBreaches(excess, starts, inBreach);
}

function countBreaches(excess: Float64Array, starts: Uint8Array, inBreach: Uint8Array): Breaches {
  const length = excess.length;
  const onsets = new Int32Array(length + 1);
  const above = new Int32Array(length + 1);
  const lastBreach = new Int32Array(length);
  const lastAbove = new Int32Array(length);
  const calm = new Uint8Array(length);
  let breach = -1;
  let high = -1;
  for (let k = 0; k < length; k++) {
    const isAbove = excess[k] > 0;
    if (inBreach[k]) breach = k;
    if (isAbove) high = k;
    onsets[k + 1] = onsets[k] + starts[k];
    above[k + 1] = above[k] + (isAbove ? 1 : 0);
    lastBreach[k] = breach;
    lastAbove[k] = high;
    calm[k] = !isAbove && (breach < 0 || k - breach > COOLDOWN_SAMPLES) ? 1 : 0;
  }
  return { onsets, above, lastBreach, lastAbove, calm };
}
