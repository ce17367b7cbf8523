import * as z from "zod";
import { FORECAST_METRICS, FORECAST_STEPS, HOURLY_METRICS } from "@/lib/domain/forecast";
import { successSchema } from "./envelope";
import { isoTime } from "./figure";
import { historyUnitSchema, timeParameter } from "./metrics-history";
import { textInput } from "./text";

export const forecastMetric = z.enum(FORECAST_METRICS);
export const forecastStep = z.enum(FORECAST_STEPS);

export const forecastQuerySchema = z.strictObject({
  metric: forecastMetric.meta({
    description: `What is forecast, in the unit of \`/metrics/history\`. Each hour, of the world and of regions: ${HOURLY_METRICS.join(", ")}. Others, and those of a service, are made and stored when asked for`,
  }),
  region: textInput.min(1).optional().meta({ description: "Default: the world" }),
  service: textInput
    .min(1)
    .optional()
    .meta({ description: "In the region, or in all of them; default: each region as a whole" }),
  step: forecastStep.default("1h").meta({
    description:
      "Hour by hour, up to 28 days ahead, or day by day, up to 365; never farther than history is long",
  }),
  as_of: timeParameter(
    "The newest forecast that knew nothing later (see `replayed`), to be shown against what came; default: the newest",
  ),
});

const values = (description: string) => z.array(z.number()).meta({ description });

export const forecastSchema = z
  .object({
    metric: forecastMetric,
    unit: historyUnitSchema,
    region: z.string().nullable().meta({ description: "null: the world" }),
    service: z.string().nullable().meta({ description: "null: each region as a whole" }),
    step: forecastStep,
    step_seconds: z.number().positive().meta({ description: "Length of one value", "x-unit": "s" }),
    replayed: z.boolean().meta({
      description:
        "Made later than `as_of` says, from nothing that was stamped after: the last days are forecast again on the first start and after an import; of a service, and of what is not forecast hourly, as of a past day's start when asked for",
    }),
    model: z.string().nullable().meta({
      description: "Chosen by a back-test on this series, or `combination`; null: there is no forecast",
    }),
    members: z
      .array(z.object({ name: z.string(), weight: z.number() }))
      .meta({ description: "The models of a combination, by their share" }),
    backtest: z
      .object({
        mean_absolute_error: z.number().meta({ description: "In `unit`" }),
        mase: z.number().nullable().meta({
          description:
            "That error ÷ the error of repeating the last season; under 1 is better than repeating",
        }),
        origins: z.int().meta({ description: "From so many points of the past it was forecast" }),
      })
      .nullable()
      .meta({ description: "Errors on this series' own past; null: too short to set a part of it apart" }),
    history_from: isoTime("Start of the oldest window that was learned from; null: none").nullable(),
    insufficient_history: z
      .object({ have_steps: z.int(), need_steps: z.int() })
      .nullable()
      .meta({ description: "Why there is no forecast: known steps, and how many are needed" }),
    from: isoTime("Start of the first value; null: there is none").nullable(),
    median: values("One a step from `from` on"),
    lower_80: values("Lower end of the 80 % band"),
    upper_80: values("Upper end of the 80 % band"),
    lower_95: values("Lower end of the 95 % band"),
    upper_95: values("Upper end of the 95 % band"),
  })
  .meta({ id: "Forecast", description: "What a metric is expected to be, and within which ranges" });
export type ForecastContract = z.infer<typeof forecastSchema>;

export const forecastResponseSchema = successSchema(forecastSchema);
export type ForecastResponse = z.infer<typeof forecastResponseSchema>;
