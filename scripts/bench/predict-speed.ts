import { readFileSync } from "node:fs";
import path from "node:path";
import { candidateModels } from "../../lib/pipeline/predict/candidate-models";
import { forecastSeries } from "../../lib/pipeline/predict/forecast";

const HOUR_MS = 3_600_000;
const SEASONS = [24, 168];
const HORIZON = 48;
const SERIES = 200;

interface Kit {
  readonly folder: string;
}

function hourlySeries(folder: string): readonly Float64Array[] {
  const lines = readFileSync(path.join(folder, "m4/Hourly-train.csv"), "utf8").trim().split(/\r?\n/);
  return lines.slice(1, SERIES + 1).map((line) => {
    const cells = line.replaceAll('"', "").split(",").slice(1);
    return Float64Array.from(cells.filter((cell) => cell !== "").map(Number));
  });
}

/** Calls a second of CPU: the machine may be busy with other things. */
function perCpuSecond(series: readonly Float64Array[], work: (values: Float64Array) => void): number {
  series.forEach(work);
  const before = process.cpuUsage();
  series.forEach(work);
  const { user, system } = process.cpuUsage(before);
  return series.length / ((user + system) / 1e6);
}

export function measure(kit: Kit): void {
  const series = hourlySeries(kit.folder);
  const path48 = new Float64Array(HORIZON);
  for (const model of candidateModels(series[0].length, SEASONS)) {
    const rate = perCpuSecond(series, (values) =>
      model.fit(values.map(Math.log), values.length, HORIZON).continueFrom(values, values.length, path48),
    );
    console.log(`${model.name}: ${rate.toFixed(0)} fits with a 48-step forecast a CPU-second`);
  }
  const rate = perCpuSecond(series, (values) => {
    forecastSeries({ startMs: 0, stepMs: HOUR_MS, values }, HORIZON, {
      bounds: { lower: 0, upper: null },
      seed: 1,
    });
  });
  console.log(`with back-test, combination and bands: ${rate.toFixed(0)} forecasts a CPU-second`);
}
