import { seededRandom } from "@/lib/platform/seeded-random";
import { bandOf, type ForecastBand } from "./forecast-band";
import { randomWalkPaths } from "./models/random-walk";
import { sortedQuantile } from "./sorted-quantile";
import type { ValueScale } from "./value-scale";

const PATHS = 400;

/** For histories too short to set a part apart: the newest value, and paths of the series' own steps around it. */
export function randomWalkForecast(
  scaled: Float64Array,
  scale: ValueScale,
  horizonSteps: number,
  seed: number,
): ForecastBand {
  const paths = randomWalkPaths(scaled, scaled.length, horizonSteps, PATHS, seededRandom(seed));
  const byStep = Array.from({ length: horizonSteps }, (_, step) =>
    Float64Array.from({ length: PATHS }, (__, path) => paths[path * horizonSteps + step]).sort(),
  );
  return {
    members: [{ name: "random-walk", weight: 1 }],
    backtest: null,
    median: new Float64Array(horizonSteps).fill(scale.back(scaled[scaled.length - 1])),
    ...bandOf(horizonSteps, (share, step) => scale.back(sortedQuantile(byStep[step], share))),
  };
}
