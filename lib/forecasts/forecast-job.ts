/** The job that makes the forecasts that are due. */
export const FORECAST_JOB = "make-forecasts";
export const FORECAST_QUEUE = "forecasts";

/** The live stream's topic of new forecasts. */
export const FORECAST_TOPIC = "forecast";
