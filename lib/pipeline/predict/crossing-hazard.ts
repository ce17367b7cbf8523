/** Probability that it has happened by `atMs`. */
export interface ProbabilityAt {
  readonly atMs: number;
  readonly probability: number;
}

export interface CrossingTime {
  readonly medianMs: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The middle 80 %. */
const FROM_SHARE = 0.1;
const TO_SHARE = 0.9;
const CERTAIN = 1 - 1e-9;

/**
 * Probability by `atMs`, with a constant hazard between the times known (the first starts at 0), so that more time never
 * means less probability. @throws RangeError beyond the last time known: nothing was learned there.
 */
export function probabilityBy(known: readonly ProbabilityAt[], atMs: number): number {
  let fromMs = 0;
  let fromHazard = 0;
  for (const point of known) {
    const hazard = Math.max(fromHazard, cumulativeHazard(point.probability));
    if (atMs <= point.atMs) {
      const part = (atMs - fromMs) / (point.atMs - fromMs);
      return 1 - Math.exp(-(fromHazard + part * (hazard - fromHazard)));
    }
    fromMs = point.atMs;
    fromHazard = hazard;
  }
  throw new RangeError(`no probability is known beyond ${fromMs} ms ahead`);
}

/** When, if it happens by the last time known: median and 80 % range. */
export function crossingTime(known: readonly ProbabilityAt[]): CrossingTime {
  const whole = known[known.length - 1].probability;
  return {
    medianMs: timeOf(known, whole / 2),
    fromMs: timeOf(known, whole * FROM_SHARE),
    toMs: timeOf(known, whole * TO_SHARE),
  };
}

/** The time by which the probability is reached. */
function timeOf(known: readonly ProbabilityAt[], probability: number): number {
  const sought = cumulativeHazard(probability);
  let fromMs = 0;
  let fromHazard = 0;
  for (const point of known) {
    const hazard = Math.max(fromHazard, cumulativeHazard(point.probability));
    if (sought <= hazard && hazard > fromHazard)
      return fromMs + ((sought - fromHazard) / (hazard - fromHazard)) * (point.atMs - fromMs);
    fromMs = point.atMs;
    fromHazard = hazard;
  }
  return fromMs;
}

function cumulativeHazard(probability: number): number {
  return -Math.log(1 - Math.min(CERTAIN, probability));
}
