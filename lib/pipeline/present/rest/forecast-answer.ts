import type { MissingFigureContract } from "@/lib/contracts/envelope";
import type { ForecastContract } from "@/lib/contracts/forecast";
import {
  FORECAST_STEP_MS,
  type Forecast,
  type ForecastPoint,
  type ForecastSubject,
} from "@/lib/domain/forecast";
import { HOUR_MS, SECOND_MS } from "@/lib/domain/window";
import { forecastUnit } from "./forecast-unit";
import type { RestAnswer } from "./rest-answer";
import { isoOf, isoOrNull } from "./rest-value";

/** GET forecasts. @param forecast null: there is none of the subject */
export function forecastAnswer(
  subject: ForecastSubject,
  forecast: Forecast | null,
): RestAnswer<ForecastContract> {
  const { metric, region, service, step } = subject;
  const made = forecast?.outcome.kind === "forecast" ? forecast.outcome : null;
  const lacks = forecast?.outcome.kind === "insufficient-history" ? forecast.outcome : null;
  const { unit, scaled, told } = forecastUnit(metric);
  const column = (of: (point: ForecastPoint) => number) => made?.points.map((point) => told(of(point))) ?? [];
  const backtest = made?.backtest ?? null;
  const data: ForecastContract = {
    ...{ metric, unit, region, service, step },
    step_seconds: FORECAST_STEP_MS[step] / SECOND_MS,
    replayed: forecast?.replayed ?? false,
    model: made?.model ?? null,
    members: made?.members.map(({ name, weight }) => ({ name, weight })) ?? [],
    backtest: backtest && {
      mean_absolute_error: scaled(backtest.meanAbsoluteError),
      mase: backtest.mase,
      origins: backtest.originCount,
    },
    history_from: isoOrNull(forecast?.historyFromMs ?? null),
    insufficient_history: lacks && { have_steps: lacks.haveSteps, need_steps: lacks.needSteps },
    from: made === null || made.points.length === 0 ? null : isoOf(made.points[0].timeMs),
    median: column((point) => point.median),
    lower_80: column((point) => point.lower80),
    upper_80: column((point) => point.upper80),
    lower_95: column((point) => point.lower95),
    upper_95: column((point) => point.upper95),
  };
  return {
    data,
    asOfMs: forecast?.asOfMs ?? null,
    demo: forecast?.demo ?? false,
    missing: made === null ? [missingOf(subject, forecast)] : [],
  };
}

const NOTHING_FORECAST =
  "Forecast is what was received within the last two days, once an hour (or a day) of it is over; the ingest page lists what arrives.";

function missingOf({ step }: ForecastSubject, forecast: Forecast | null): MissingFigureContract {
  if (forecast?.outcome.kind === "insufficient-history") {
    const { haveSteps, needSteps } = forecast.outcome;
    const word = FORECAST_STEP_MS[step] === HOUR_MS ? "hours" : "days";
    const remedy = `${needSteps} ${word} of history are needed, ${haveSteps} are known; history can be imported (page History).`;
    return { field: "median", reason: "insufficient-history", remedy };
  }
  return { field: "median", reason: "no-data", remedy: NOTHING_FORECAST };
}
