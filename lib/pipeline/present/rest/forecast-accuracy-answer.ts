import type { ForecastAccuracyContract } from "@/lib/contracts/forecast-accuracy";
import { FORECAST_STEP_MS, type ForecastPoint } from "@/lib/domain/forecast";
import type { ForecastAccuracy } from "@/lib/domain/forecast-accuracy";
import { SECOND_MS } from "@/lib/domain/window";
import { forecastUnit } from "./forecast-unit";
import type { RestAnswer } from "./rest-answer";
import { isoOf, isoOrNull } from "./rest-value";

const PER_CENT = 100;
const TOO_YOUNG =
  "No forecast was made a day before this time: twelve hours of history are needed then, and forecasts are kept for 40 days.";
const NOTHING_CAME = "Nothing was received of what was forecast; the ingest page lists what arrives.";

/** GET forecasts/accuracy. */
export function forecastAccuracyAnswer(accuracy: ForecastAccuracy): RestAnswer<ForecastAccuracyContract> {
  const { metric, region, service, step, steps, score, asOfMs, demo } = accuracy;
  const { unit, scaled, told } = forecastUnit(metric);
  const toldOrNull = (value: number | null) => (value === null ? null : told(value));
  const expected = (of: (point: ForecastPoint) => number) =>
    steps.map(({ expected: point }) => toldOrNull(point === null ? null : of(point)));
  const foretold = steps.some((one) => one.expected !== null);
  const why = foretold
    ? ({ field: "score", reason: "no-data", remedy: NOTHING_CAME } as const)
    : ({ field: "median", reason: "insufficient-history", remedy: TOO_YOUNG } as const);
  return {
    data: {
      ...{ metric, unit, region, service, step },
      step_seconds: FORECAST_STEP_MS[step] / SECOND_MS,
      from: steps.length === 0 ? null : isoOf(steps[0].timeMs),
      made_at: steps.map(({ madeMs }) => isoOrNull(madeMs)),
      replayed: steps.map(({ replayed }) => replayed),
      median: expected((point) => point.median),
      lower_80: expected((point) => point.lower80),
      upper_80: expected((point) => point.upper80),
      actual: steps.map(({ actual }) => toldOrNull(actual)),
      score: score && {
        steps: score.steps,
        replayed: score.replayed,
        inside_80: score.inside80,
        mean_absolute_error: scaled(score.meanAbsoluteError),
        mean_error_percent: score.meanErrorRatio === null ? null : score.meanErrorRatio * PER_CENT,
      },
    },
    asOfMs: asOfMs === 0 ? null : asOfMs,
    demo,
    missing: score === null ? [why] : [],
  };
}
