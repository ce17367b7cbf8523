import { writeFileSync } from "node:fs";
import path from "node:path";
import { LEARNED_HORIZONS } from "../../lib/pipeline/predict/crossing-history";
import { CROSSING_FEATURES } from "../../lib/pipeline/predict/crossing-row";
import { packCrossingModel } from "../../lib/pipeline/predict/crossing-weights";
import { mayShip } from "./alert-folds";
import { alertProtocol, learnedRows } from "./alert-questions";
import { TRAINING_SEED, trainCrossing } from "./crossing-training";

/** Fits on every series that may ship and writes the weights, with seed and what they were learned from. */
export function trainShipped(kitFolder: string, file: string): void {
  const data = path.join(kitFolder, "alerts-dev");
  const protocol = alertProtocol(kitFolder);
  const tasks = protocol.readTasks(data).filter(mayShip);
  const rows = tasks.map((task) => learnedRows(protocol, data, task));
  const model = trainCrossing(rows, TRAINING_SEED);
  const learned = LEARNED_HORIZONS.map((samples, horizon) => {
    const outcomes = rows.flatMap((one) => one[horizon].outcomes);
    return {
      samples,
      rows: outcomes.length,
      crossed: outcomes.filter((outcome) => outcome === 1).length,
    };
  });
  const report = { seed: TRAINING_SEED, series: tasks.map(({ series }) => series), learned };
  writeFileSync(file, `${JSON.stringify({ report, ...packCrossingModel(model, CROSSING_FEATURES) })}\n`);
  console.table(learned);
}
