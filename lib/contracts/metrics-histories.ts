import * as z from "zod";
import { successSchema } from "./envelope";
import { isoTime } from "./figure";
import {
  historyMetric,
  historyPointsParameter,
  historyTier,
  historyUnitSchema,
  timeParameter,
} from "./metrics-history";
import { regionList } from "./region-list";
import { textInput } from "./text";

const MAX_METRICS = 32;

export const metricsHistoriesQuerySchema = z
  .strictObject({
    metrics: z
      .string()
      .transform((list) => [...new Set(list.split(",").map((name) => name.trim()))])
      .pipe(z.array(historyMetric).max(MAX_METRICS, "names too many metrics"))
      .meta({ description: "Metrics as of `/metrics/history`, separated by commas" }),
    regions: regionList
      .optional()
      .meta({ description: "A series for each of these; default: one of the whole platform" }),
    service: textInput.min(1).optional().meta({ description: "Default: each region as a whole" }),
    from: timeParameter("Default: one hour before `to`"),
    to: timeParameter("Default: now"),
    points: historyPointsParameter.meta({
      description: "Most values a series; tier and step are chosen to fit, the same for all",
    }),
  })
  .refine((query) => query.from === undefined || query.to === undefined || query.from < query.to, {
    path: ["from"],
    message: "must be before to",
  });

/** Tens of thousands of values an answer: they are checked in one go. */
const seriesValues = z
  .custom<readonly (number | null)[]>(isListOfValues, "is no list of numbers and nulls")
  .register(z.globalRegistry, {
    type: "array",
    items: { type: ["number", "null"] },
    description:
      "In `unit`, oldest first, one a step from `from` on, to 6 decimals (ratios 9); null is a gap",
  });

function isListOfValues(list: unknown): boolean {
  if (!Array.isArray(list)) return false;
  for (const value of list as readonly unknown[]) if (value !== null && !Number.isFinite(value)) return false;
  return true;
}

export const metricSeriesSchema = z
  .object({
    metric: z.string(),
    unit: historyUnitSchema,
    region: z.string().nullable().meta({ description: "null: the whole platform" }),
    service: z.string().nullable(),
    values: seriesValues,
  })
  .meta({ id: "MetricSeries", description: "A metric of one place over time, values only" });

export const metricsHistoriesSchema = z
  .object({
    from: isoTime("Start of the first step"),
    to: isoTime("End of the last step"),
    tier: historyTier,
    step_seconds: z.number().positive().meta({ description: "Length of one step", "x-unit": "s" }),
    series: z
      .array(metricSeriesSchema)
      .meta({ description: "Metric by metric, region by region, as they were asked for" }),
  })
  .meta({ id: "MetricsHistories", description: "Several metrics over time on one scale" });
export type MetricsHistoriesContract = z.infer<typeof metricsHistoriesSchema>;

export const metricsHistoriesResponseSchema = successSchema(metricsHistoriesSchema);
export type MetricsHistoriesResponse = z.infer<typeof metricsHistoriesResponseSchema>;
