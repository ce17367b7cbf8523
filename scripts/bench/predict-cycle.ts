import { calibrationOf } from "../../lib/compose/predictions";
import { PREDICTION_STEP_MS, type Prediction, type PredictionSeries } from "../../lib/domain/prediction";
import type { RegularSeries } from "../../lib/domain/regular-series";
import { DAY_MS } from "../../lib/domain/window";
import { joinedRounds, predictionRound } from "../../lib/pipeline/detect/prediction-round";
import { quietWorld } from "../../lib/simulate/fleet-world";
import { groundOf } from "./fleet-record";
import { fleetSeries } from "./fleet-series";

const SERIES = 1_000;
const DAYS = 40;
const START_MS = Date.UTC(2026, 8, 7);
const END_MS = START_MS + DAYS * DAY_MS;
const WARM_UP = 2;
const CYCLES = 5;

/**
 * CPU time of one cycle of the worker that finds a newly closed window of 1,000 series with 40 days of history each. A series
 * is read anew in each cycle, as from the database: nothing is kept from the one before.
 */
export function measure(): void {
  const series = manySeries();
  const regions = [...new Set(series.map(({ subject }) => subject.region))];
  const calibrate = calibrationOf([]);
  let pending: readonly Prediction[] = [];
  let id = 0;
  const taken: number[] = [];
  for (let cycle = 0; cycle < WARM_UP + CYCLES; cycle++) {
    const nowMs = END_MS - (WARM_UP + CYCLES - 1 - cycle) * PREDICTION_STEP_MS;
    const known = series.map((each) => cutAt(each, nowMs));
    const before = process.cpuUsage();
    const tools = { calibrate, newId: () => String(id++) };
    const at = { sinceMs: nowMs - PREDICTION_STEP_MS, nowMs, replayed: false, tools };
    const rounds = regions.map((region) => {
      const ground = groundOf(known.filter(({ subject }) => subject.region === region));
      return predictionRound({ ground, pending: pending.filter((each) => each.region === region), ...at });
    });
    const { user, system } = process.cpuUsage(before);
    const round = joinedRounds(rounds);
    pending = round.pending;
    if (cycle >= WARM_UP) taken.push((user + system) / 1e6);
  }
  taken.sort((a, b) => a - b);
  const middle = taken[taken.length >> 1];
  console.log(
    `A cycle of ${series.length} series of ${DAYS} days: ${middle.toFixed(2)} s of CPU (${taken[0].toFixed(2)} to ${taken[taken.length - 1].toFixed(2)} s in ${CYCLES}); ${pending.length} predictions open`,
  );
}

/** Of as many quiet fleets as it takes; what is predicted of them costs as much as of any. */
function manySeries(): PredictionSeries[] {
  const all: PredictionSeries[] = [];
  for (let seed = 1; all.length < SERIES; seed++)
    for (const { subject, ...each } of fleetSeries(quietWorld(seed, END_MS), {
      fromMs: START_MS,
      toMs: END_MS,
    }))
      all.push({ ...each, subject: { ...subject, region: `${subject.region}-${seed}` } });
  return all.slice(0, SERIES);
}

function cutAt({ subject, series, demand, demo }: PredictionSeries, nowMs: number): PredictionSeries {
  const windows = (nowMs - series.startMs) / series.stepMs;
  const cut = (whole: RegularSeries) => ({ ...whole, values: whole.values.slice(0, windows) });
  return { subject, demo, series: cut(series), demand: demand && cut(demand) };
}
