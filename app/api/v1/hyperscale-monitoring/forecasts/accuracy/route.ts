import { forecastModel } from "@/lib/compose/forecast-model";
import { forecastAccuracyQuerySchema, forecastAccuracySchema } from "@/lib/contracts/forecast-accuracy";
import { readForecastAccuracy } from "@/lib/forecasts/read-forecast-accuracy";
import { defineRoute } from "@/lib/http/define-route";
import { forecastAccuracyAnswer } from "@/lib/pipeline/present/rest/forecast-accuracy-answer";

export const GET = defineRoute({
  summary: "What was forecast a day before against what came, and how well they agree",
  scope: "metrics:read",
  query: forecastAccuracyQuerySchema,
  response: forecastAccuracySchema,
  handle: async (ctx, { query: { metric, region = null, service = null, step, from: fromMs, to: toMs } }) => {
    const input = { metric, region, service, step, fromMs, toMs };
    return forecastAccuracyAnswer(await readForecastAccuracy(ctx, forecastModel, input));
  },
});
