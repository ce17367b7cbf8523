/** The live stream's topic of new forecasts. */
export const FORECAST_TOPIC = "forecast";
