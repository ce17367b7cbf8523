import { forecastModel } from "@/lib/compose/forecast-model";
import { forecastQuerySchema, forecastSchema } from "@/lib/contracts/forecast";
import { readForecast } from "@/lib/forecasts/read-forecast";
import { defineRoute } from "@/lib/http/define-route";
import { forecastAnswer } from "@/lib/pipeline/present/rest/forecast-answer";

export const GET = defineRoute({
  summary: "What a metric is expected to be: median, 80 and 95 % bands, and the error of its back-test",
  scope: "metrics:read",
  query: forecastQuerySchema,
  response: forecastSchema,
  handle: async (ctx, { query: { metric, region = null, service = null, step, as_of: asOfMs } }) => {
    const subject = { metric, region, service, step };
    return forecastAnswer(subject, await readForecast(ctx, forecastModel, { ...subject, asOfMs }));
  },
});
