// `npm run bench:predict`: forecasts, anomalies and alerts on measured data, by the scorers of the bench kit.
// With --task m4|nab|alerts --data DIR --out PATH it only writes the answers, in the scorers' formats. --task cycle|fleet need no kit.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { tsImport } from "tsx/esm/api";
import { PredictKitMissing, predictKit } from "./bench/predict-kit.mjs";

/** Each is scripts/bench/predict-<task>.ts, which exports `measure(kit, options)` and, where it can answer, `write(data, out, options)`. */
const TASKS = ["m4", "nab", "alerts", "services", "speed"];
/** Those that need neither data nor scorers: `measure(options)`. */
const OWN_TASKS = ["cycle", "fleet"];
/** Windows are of 5 min, and calibration is refitted between two days: a step is whole windows and goes into a day. */
const STEP_MINUTES = ["5", "10", "15", "20", "30", "60"];

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const from = process.cwd();
process.chdir(root);

const { values: options } = parseArgs({
  options: {
    task: { type: "string" },
    data: { type: "string" },
    out: { type: "string" },
    /** m4: forecasts of so many cuts inside the train part instead of beyond its end. */
    origins: { type: "string" },
    /** m4: every so many-th series only. */
    every: { type: "string" },
    /** alerts: each series by a model that was not fitted to it, nor (--by-family) to one near-identical to it. */
    "cross-validate": { type: "boolean" },
    "by-family": { type: "boolean" },
    /** fleet, services: such seeds ("1-20"), assessed every so many minutes (15, as a replay does; the worker does each 5). */
    seeds: { type: "string" },
    step: { type: "string" },
    /** services: the rule's probability. */
    "told-from": { type: "string" },
  },
});

const load = (task) => tsImport(`./bench/predict-${task}.ts`, import.meta.url);

async function measureByKit(tasks) {
  const kit = predictKit(root);
  try {
    for (const task of tasks) await (await load(task)).measure(kit, options);
  } finally {
    kit.remove();
  }
}

async function run() {
  const all = [...TASKS, ...OWN_TASKS];
  if (options.task && !all.includes(options.task))
    throw new PredictKitMissing(`--task is one of ${all.join(", ")}`);
  if (options.step !== undefined && !STEP_MINUTES.includes(options.step))
    throw new PredictKitMissing(`--step is one of ${STEP_MINUTES.join(", ")} (minutes)`);
  if (options.seeds !== undefined && !/^\d+(-\d+)?$/.test(options.seeds))
    throw new PredictKitMissing("--seeds is one seed, or the first and the last: 1-20");
  if (!OWN_TASKS.includes(options.task) && (options.data || options.out)) {
    const { write } = await load(options.task);
    if (!write || !options.data || !options.out)
      throw new PredictKitMissing("Answers are written by --task m4|nab|alerts --data DIR --out PATH");
    return write(path.resolve(from, options.data), path.resolve(from, options.out), options);
  }
  if (!OWN_TASKS.includes(options.task)) await measureByKit(options.task ? [options.task] : TASKS);
  for (const task of OWN_TASKS)
    if (!options.task || options.task === task)
      await (await load(task)).measure({ ...options, out: options.out && path.resolve(from, options.out) });
}

try {
  await run();
} catch (error) {
  if (!(error instanceof PredictKitMissing)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
