import { climbAt, isTrusted } from "../../lib/pipeline/predict/crossing-climb";
import { readCrossingHistory, SAMPLES_A_DAY } from "../../lib/pipeline/predict/crossing-history";
import type { AlertProtocol, AlertTask } from "./alert-questions";

const SHARES = [0.98, 0.995, 0.999];
const AHEAD_SAMPLES = 48;
const MEMORY_SAMPLES = 14 * SAMPLES_A_DAY;
/** Less between them is one climb. */
const APART_SAMPLES = 24;

/** Climbs that by their age alone would rather cross within 4 h than not, and how many did. */
export interface ClimbCount {
  climbs: number;
  crossed: number;
  /** By age alone. */
  expected: number;
}

/** How the climbs of measured series end: the first in two weeks, and later ones. Each is asked once, when it begins to be told. */
export function climbRecord(protocol: AlertProtocol, data: string, tasks: readonly AlertTask[]) {
  const none = (): ClimbCount => ({ climbs: 0, crossed: 0, expected: 0 });
  const record = { first: none(), later: none() };
  for (const task of tasks) {
    const { y } = protocol.readSeries(data, task.series);
    const sorted = Float64Array.from(y).sort();
    const thresholds = SHARES.map((share) => sorted[Math.floor(share * (sorted.length - 1))]);
    const starts = climbStarts(y, task.forSamples);
    for (const threshold of new Set([task.threshold, ...thresholds]))
      for (const { at, crossed, expected } of climbsTo(y, threshold, task.forSamples)) {
        const before = starts.some((start) => start > at - MEMORY_SAMPLES && start < at - APART_SAMPLES);
        const count = before ? record.later : record.first;
        count.climbs++;
        count.crossed += crossed;
        count.expected += expected;
      }
  }
  return record;
}

/** Whatever threshold they go to. */
function climbStarts(y: Float64Array, forSamples: number): number[] {
  const history = readCrossingHistory(y, 0, forSamples);
  const starts: number[] = [];
  let last = -Infinity;
  for (let at = 0; at < y.length; at++) {
    const climb = climbAt(history, at);
    if (climb === null || !isTrusted(climb)) continue;
    if (at - last >= APART_SAMPLES) starts.push(at);
    last = at;
  }
  return starts;
}

function climbsTo(y: Float64Array, threshold: number, forSamples: number) {
  const history = readCrossingHistory(y, threshold, forSamples);
  const { calm, onsets } = history.breaches;
  const found: { at: number; crossed: number; expected: number }[] = [];
  let last = -Infinity;
  for (let at = 0; at + AHEAD_SAMPLES + forSamples < y.length; at++) {
    const climb = calm[at] ? climbAt(history, at) : null;
    if (climb === null || !isTrusted(climb) || climb.ahead > AHEAD_SAMPLES || climb.age < climb.ahead)
      continue;
    if (at - last >= APART_SAMPLES)
      found.push({
        at,
        crossed: onsets[at + AHEAD_SAMPLES + 1] > onsets[at + 1] ? 1 : 0,
        expected: climb.age / (climb.age + climb.ahead),
      });
    last = at;
  }
  return found;
}
