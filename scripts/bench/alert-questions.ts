import { createRequire } from "node:module";
import path from "node:path";
import {
  LEARNED_HORIZONS,
  readCrossingHistory,
  SAMPLES_A_DAY,
} from "../../lib/pipeline/predict/crossing-history";
import {
  CROSSING_FEATURES,
  fillCrossingRows,
  newCrossingRows,
} from "../../lib/pipeline/predict/crossing-row";

/** A row of tasks.csv, as the kit's alerts-lib.js reads it. */
export interface AlertTask {
  readonly series: string;
  readonly kind: string;
  readonly threshold: number;
  readonly forSamples: number;
  readonly step: number;
  readonly evalStart: number;
  readonly horizons: readonly number[];
}

interface Incidents {
  readonly onsets: readonly number[];
  readonly calm: Uint8Array;
}

interface Values {
  readonly t: Float64Array;
  readonly y: Float64Array;
}

/** The kit's definitions of incident, query and outcome. */
export interface AlertProtocol {
  readTasks(folder: string): AlertTask[];
  readSeries(folder: string, series: string): Values;
  incidents(y: Float64Array, threshold: number, forSamples: number): Incidents;
  queries(task: AlertTask, series: Values, calm: Uint8Array, horizonS: number): { indices: number[] };
  labels(indices: readonly number[], horizonSamples: number, onsets: readonly number[]): number[];
}

export function alertProtocol(kitFolder: string): AlertProtocol {
  return createRequire(import.meta.url)(path.join(kitFolder, "alerts-lib.js"));
}

/** What is learned from one series about one horizon. */
export interface LearnedRows {
  readonly columns: number[][];
  readonly outcomes: number[];
}

/** Asked of every so many-th query; a day's outcomes hardly differ within the hour. */
const STRIDES = [2, 2, 2, 3];
/** Thresholds beside the task's own: as many incidents as such tasks have, so that few series teach more. */
const OTHER_SHARES = [0.97, 0.98, 0.99, 0.995];
const OTHER_STRIDE = 3;
/**
 * Thresholds as an admin sets them, without hindsight: so many times its range above all of the first week. Most are never
 * crossed, which the tasks' own, chosen for their incidents, cannot teach.
 */
const SET_AHEAD = [0.1, 0.3, 1];
const FIRST_SAMPLES = 7 * SAMPLES_A_DAY;
const LEAST_INCIDENTS = 3;
const MOST_INCIDENTS = 60;

/** For each learned horizon the rows of one series, at the task's threshold and at others. */
export function learnedRows(protocol: AlertProtocol, folder: string, task: AlertTask): LearnedRows[] {
  const series = protocol.readSeries(folder, task.series);
  const learned = LEARNED_HORIZONS.map(() => ({
    columns: CROSSING_FEATURES.map((): number[] => []),
    outcomes: [] as number[],
  }));
  addRows(protocol, series, task, learned, 1);
  for (const threshold of otherThresholds(protocol, series.y, task))
    addRows(protocol, series, { ...task, threshold }, learned, OTHER_STRIDE);
  const evalStart = Math.max(task.evalStart, series.t[FIRST_SAMPLES] ?? Infinity);
  for (const threshold of thresholdsAhead(series.y))
    addRows(protocol, series, { ...task, threshold, evalStart }, learned, OTHER_STRIDE);
  return learned;
}

function thresholdsAhead(y: Float64Array): number[] {
  const sorted = y.slice(0, FIRST_SAMPLES).sort();
  const highest = sorted[sorted.length - 1];
  return SET_AHEAD.map((share) => highest + share * (highest - sorted[sorted.length >> 1]));
}

function otherThresholds(protocol: AlertProtocol, y: Float64Array, task: AlertTask): number[] {
  const sorted = Float64Array.from(y).sort();
  return OTHER_SHARES.map((share) => sorted[Math.floor(share * sorted.length)]).filter((threshold) => {
    const { length } = protocol.incidents(y, threshold, task.forSamples).onsets;
    return length >= LEAST_INCIDENTS && length <= MOST_INCIDENTS && threshold !== task.threshold;
  });
}

function addRows(
  protocol: AlertProtocol,
  series: Values,
  task: AlertTask,
  learned: LearnedRows[],
  strideFactor: number,
): void {
  const { onsets, calm } = protocol.incidents(series.y, task.threshold, task.forSamples);
  const history = readCrossingHistory(series.y, task.threshold, task.forSamples);
  const rows = newCrossingRows();
  const longest = Math.max(...task.horizons);
  const asked = LEARNED_HORIZONS.map((samples) => {
    if (samples * task.step > longest) return [];
    const { indices } = protocol.queries(task, series, calm, samples * task.step);
    return protocol.labels(indices, samples, onsets);
  });
  const { indices } = protocol.queries(task, series, calm, LEARNED_HORIZONS[0] * task.step);
  indices.forEach((at, query) => {
    const due = STRIDES.map((stride) => query % (stride * strideFactor) === 0);
    if (!due.includes(true)) return;
    fillCrossingRows(history, at, rows);
    learned.forEach(({ columns, outcomes }, horizon) => {
      if (!due[horizon] || query >= asked[horizon].length) return;
      rows[horizon].forEach((value, feature) => columns[feature].push(value));
      outcomes.push(asked[horizon][query]);
    });
  });
}
