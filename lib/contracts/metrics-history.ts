import * as z from "zod";
import { HISTORY_METRICS, type HistoryMetric } from "@/lib/domain/metric-history";
import { successSchema } from "./envelope";
import { isoTime, latencyMs } from "./figure";
import { textInput } from "./text";

const MAX_HISTORY_POINTS = 2_000;
const DEFAULT_HISTORY_POINTS = 300;

export const historyMetric = z.enum(HISTORY_METRICS as [HistoryMetric, ...HistoryMetric[]]);

/** A parameter that is a moment, as Unix ms. */
export const timeParameter = (description: string) =>
  z.iso
    .datetime({ offset: true })
    .transform((text) => Date.parse(text))
    .optional()
    .meta({ description: `${description} (ISO 8601)` });

export const historyPointsParameter = z.coerce
  .number()
  .int()
  .min(1)
  .max(MAX_HISTORY_POINTS)
  .default(DEFAULT_HISTORY_POINTS);

/** The roll-up tier that was read. */
export const historyTier = z
  .enum(["10s", "1m", "5m", "1h", "1d"])
  .meta({ description: "The roll-up tier that was read" });

export const metricsHistoryQuerySchema = z
  .strictObject({
    metric: historyMetric.meta({
      description:
        "A canonical metric (every sender's names are mapped to these), or a figure made of several",
    }),
    region: textInput.min(1).optional().meta({ description: "Default: the whole platform" }),
    service: textInput.min(1).optional().meta({ description: "Default: each region as a whole" }),
    from: timeParameter("Default: one hour before `to`"),
    to: timeParameter("Default: now"),
    points: historyPointsParameter.meta({
      description: "Most points of the answer; tier and step are chosen to fit",
    }),
  })
  .refine((query) => query.from === undefined || query.to === undefined || query.from < query.to, {
    path: ["from"],
    message: "must be before to",
  });
export type MetricsHistoryQuery = z.infer<typeof metricsHistoryQuerySchema>;

export const historyPointSchema = z
  .object({
    timestamp: isoTime("Start of the point's step"),
    value: z.number().nullable().meta({ description: "In `unit`; null is a gap: nothing was received" }),
    min: z.number().nullable().meta({ description: "Smallest observation, where observations have one" }),
    max: z.number().nullable().meta({ description: "Largest observation, where observations have one" }),
    latency_p50: latencyMs("Median; only for the metric `latency`"),
    latency_p95: latencyMs("95th percentile; only for the metric `latency`"),
    latency_p99: latencyMs("99th percentile; only for the metric `latency`"),
  })
  .meta({ id: "HistoryPoint", description: "One step of a metric" });
export type HistoryPointContract = z.infer<typeof historyPointSchema>;

export const historyUnitSchema = z
  .enum(["per_second", "percent", "ratio", "count", "ms", "currency_per_second"])
  .meta({
    id: "HistoryUnit",
    description:
      "Of value, min and max: counters as a rate, utilisations, availability and hit rates in per cent, error_rate as a ratio 0–1, totals as the mean number, latencies in ms",
  });
export type HistoryUnitContract = z.infer<typeof historyUnitSchema>;

export const metricsHistorySchema = z
  .object({
    metric: z.string(),
    unit: historyUnitSchema,
    region: z.string().nullable(),
    service: z.string().nullable(),
    from: isoTime("Start of the first step"),
    to: isoTime("End of the last step"),
    tier: historyTier,
    step_seconds: z.number().positive().meta({ description: "Length of one point", "x-unit": "s" }),
    points: z.array(historyPointSchema).meta({ description: "Oldest first, one a step, gaps as null" }),
  })
  .meta({ id: "MetricsHistory", description: "A metric over time" });
export type MetricsHistoryContract = z.infer<typeof metricsHistorySchema>;

export const metricsHistoryResponseSchema = successSchema(metricsHistorySchema);
export type MetricsHistoryResponse = z.infer<typeof metricsHistoryResponseSchema>;
