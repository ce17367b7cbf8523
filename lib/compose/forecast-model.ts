import type { ForecastModel } from "@/lib/domain/forecast";
import { forecastSeries } from "@/lib/pipeline/predict/forecast";

/** What the worker forecasts with. */
export const forecastModel: ForecastModel = forecastSeries;
