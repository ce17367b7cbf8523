import { writeFileSync } from "node:fs";
import path from "node:path";
import { COOLDOWN_SAMPLES } from "../../lib/pipeline/predict/crossing-breaches";
import { crossingChances } from "../../lib/pipeline/predict/crossing";
import { type CrossingHistory, readCrossingHistory } from "../../lib/pipeline/predict/crossing-history";
import type { CrossingModel } from "../../lib/pipeline/predict/crossing-model";
import { shippedCrossingModel } from "../../lib/pipeline/predict/shipped-crossing-model";
import { foldsByFamily, foldsBySeries, mayShip } from "./alert-folds";
import { type AlertProtocol, type AlertTask, alertProtocol, learnedRows } from "./alert-questions";
import { type SeriesRows, TRAINING_SEED, trainCrossing } from "./crossing-training";
import { climbRecord } from "./climb-record";
import { predictKit } from "./predict-kit.mjs";

interface Options {
  /** Each series by a model that was not fitted to it, instead of the shipped weights. */
  readonly "cross-validate"?: boolean;
  /** … nor to any near-identical series. */
  readonly "by-family"?: boolean;
}
interface Kit {
  readonly folder: string;
  readonly out: string;
  score(program: string, options: Record<string, string | number>): Score;
}
const FIGURES = [
  "brier_skill",
  "ece",
  "precision",
  "recall",
  "false_per_metric_week",
  "lead_median",
] as const;
type Figures = Record<(typeof FIGURES)[number], number | null>;
interface Score {
  readonly groups: Record<string, Figures>;
}

const QUERY_STRIDE = 3;
const DIGITS = 5;
const HEADER = "series,t,horizon,probability";

/** Answers at each moment at which the protocol can ask: it then takes those it does ask. */
function answerRows(protocol: AlertProtocol, data: string, task: AlertTask, model: CrossingModel): string[] {
  const { t, y } = protocol.readSeries(data, task.series);
  const history = readCrossingHistory(y, task.threshold, task.forSamples);
  const horizonsMs = task.horizons.map((horizonS) => horizonS * 1_000);
  return askedMoments(history, t, task.evalStart).flatMap((at) =>
    crossingChances(model, history, at, horizonsMs).map(
      (probability, horizon) =>
        `${task.series},${t[at]},${task.horizons[horizon]},${probability.toFixed(DIGITS)}`,
    ),
  );
}

function askedMoments(history: CrossingHistory, t: Float64Array, evalStartS: number): number[] {
  const moments: number[] = [];
  const first = t.findIndex((stampS) => stampS >= evalStartS);
  for (let at = first; at >= 0 && at < t.length; at += QUERY_STRIDE)
    if (isAsked(history, at)) moments.push(at);
  return moments;
}

/** Not while it breaches, nor within the hour after. */
function isAsked({ excess, breaches }: CrossingHistory, at: number): boolean {
  const breach = breaches.lastBreach[at];
  return excess[at] <= 0 && (breach < 0 || at - breach > COOLDOWN_SAMPLES);
}

/** Tasks with what is learned from each. */
interface Learned {
  readonly data: string;
  readonly tasks: readonly AlertTask[];
  readonly rows: readonly SeriesRows[];
}

/** Answers for the series of each fold by a model of those of the other folds. */
function crossValidated(protocol: AlertProtocol, learned: Learned, folds: readonly number[]): string[] {
  const { data, tasks, rows } = learned;
  return [...new Set(folds)].flatMap((fold) => {
    const others = rows.filter((_, index) => folds[index] !== fold);
    const model = trainCrossing(others, TRAINING_SEED);
    return tasks
      .filter((_, index) => folds[index] === fold)
      .flatMap((task) => answerRows(protocol, data, task, model));
  });
}

function learn(protocol: AlertProtocol, data: string, tasks: readonly AlertTask[]): Learned {
  return { data, tasks, rows: tasks.map((task) => learnedRows(protocol, data, task)) };
}

export function write(data: string, out: string, options: Options): void {
  const kit = predictKit(path.resolve("."));
  const protocol = alertProtocol(kit.folder);
  kit.remove();
  const tasks = protocol.readTasks(data);
  const rows = options["cross-validate"]
    ? crossValidated(
        protocol,
        learn(protocol, data, tasks),
        options["by-family"] ? foldsByFamily(protocol, data, tasks) : foldsBySeries(tasks),
      )
    : tasks.flatMap((task) => answerRows(protocol, data, task, shippedCrossingModel()));
  writeFileSync(out, [HEADER, ...rows, ""].join("\n"));
}

/** Cross-validated by series, by family, and the shipped weights: on their own series by the same training without them. */
export function measure(kit: Kit): void {
  const data = path.join(kit.folder, "alerts-dev");
  const protocol = alertProtocol(kit.folder);
  const tasks = protocol.readTasks(data);
  reportSpeed(protocol, data, tasks);
  console.log("Climbs off the usual day, by age ÷ (age + time left) likelier than not to cross within 4 h");
  console.table(climbRecord(protocol, data, tasks));
  console.log("Of the series that may ship alone");
  console.table(climbRecord(protocol, data, tasks.filter(mayShip)));
  const learned = learn(protocol, data, tasks);
  const families = foldsByFamily(protocol, data, tasks);
  report(kit, "shipped weights", data, shippedRows(protocol, learned, families));
  report(kit, "cross-validated by series", data, crossValidated(protocol, learned, foldsBySeries(tasks)));
  report(kit, "cross-validated by family", data, crossValidated(protocol, learned, families));
}

/** The series that the shipped weights were learned from are answered by the same training without them. */
function shippedRows(
  protocol: AlertProtocol,
  { data, tasks, rows }: Learned,
  folds: readonly number[],
): string[] {
  const shipped = shippedCrossingModel();
  const own = tasks.map(mayShip);
  const ofOwn = <T>(all: readonly T[]) => all.filter((_, index) => own[index]);
  return [
    ...tasks.filter((_, index) => !own[index]).flatMap((task) => answerRows(protocol, data, task, shipped)),
    ...crossValidated(protocol, { data, tasks: ofOwn(tasks), rows: ofOwn(rows) }, ofOwn(folds)),
  ];
}

function report(kit: Kit, name: string, data: string, rows: readonly string[]): void {
  const pred = path.join(kit.out, "alerts.csv");
  writeFileSync(pred, [HEADER, ...rows, ""].join("\n"));
  console.log(`Alerts, ${name}`);
  for (const [group, figures] of Object.entries(kit.score("alerts-score.js", { data, pred }).groups))
    console.log(
      `  ${group.padEnd(20)} ${FIGURES.map((figure) => `${figure} ${cell(figures[figure])}`).join("  ")}`,
    );
}

/** Of the process's own time, reading the histories included. */
function reportSpeed(protocol: AlertProtocol, data: string, tasks: readonly AlertTask[]): void {
  const model = shippedCrossingModel();
  const asked = tasks.map((task) => ({ task, ...protocol.readSeries(data, task.series) }));
  const before = process.cpuUsage();
  let moments = 0;
  let answers = 0;
  for (const { task, t, y } of asked) {
    const history = readCrossingHistory(y, task.threshold, task.forSamples);
    const horizonsMs = task.horizons.map((horizonS) => horizonS * 1_000);
    for (const at of askedMoments(history, t, task.evalStart)) {
      moments++;
      answers += crossingChances(model, history, at, horizonsMs).length;
    }
  }
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  const rate = (count: number) => Math.round(count / seconds).toLocaleString("en-US");
  console.log(`Alerts, one core: ${rate(answers)} answers a second, at ${rate(moments)} moments`);
}

function cell(value: number | null): string {
  return value === null ? "-" : value.toFixed(3);
}
