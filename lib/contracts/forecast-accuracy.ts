import * as z from "zod";
import { successSchema } from "./envelope";
import { isoTime, relativePercent } from "./figure";
import { forecastMetric, forecastStep } from "./forecast";
import { historyUnitSchema, timeParameter } from "./metrics-history";
import { textInput } from "./text";

export const forecastAccuracyQuerySchema = z
  .strictObject({
    metric: forecastMetric.meta({ description: "What was forecast; in the unit of `/metrics/history`" }),
    region: textInput.min(1).optional().meta({ description: "Default: the world" }),
    service: textInput
      .min(1)
      .optional()
      .meta({ description: "In the region, or in all of them; default: each region as a whole" }),
    step: forecastStep.default("1h").meta({ description: "Forecasts hour by hour, or day by day" }),
    from: timeParameter(
      "Default: 24 hours before `to`, 30 days where steps are days; what is older than forecasts are kept (40 days) is left out",
    ),
    to: timeParameter("Default: now; a step that is not over is left out"),
  })
  .refine((query) => query.from === undefined || query.to === undefined || query.from < query.to, {
    path: ["from"],
    message: "must be before to",
  });

const values = (description: string) =>
  z.array(z.number().nullable()).meta({ description: `${description}; null: not known, and not counted` });

const forecastScoreSchema = z
  .object({
    steps: z.int().positive().meta({ description: "So many steps of which both sides are known" }),
    replayed: z
      .int()
      .nonnegative()
      .meta({ description: "So many of them by a forecast that was replayed: see `replayed` of the answer" }),
    inside_80: z
      .int()
      .nonnegative()
      .meta({ description: "So many of them came inside the 80 % band; of a good forecast 8 in 10" }),
    mean_absolute_error: z.number().meta({ description: "Between median and what came, in `unit`" }),
    mean_error_percent: relativePercent("That error ÷ the mean of what came; null: nothing but zeros came"),
  })
  .meta({ id: "ForecastScore", description: "How forecasts came true" });

export const forecastAccuracySchema = z
  .object({
    metric: forecastMetric,
    unit: historyUnitSchema,
    region: z.string().nullable().meta({ description: "null: the world" }),
    service: z.string().nullable().meta({ description: "null: each region as a whole" }),
    step: forecastStep,
    step_seconds: z.number().positive().meta({ description: "Length of one value", "x-unit": "s" }),
    from: isoTime("Start of the first value; null: no step is over").nullable(),
    made_at: z.array(isoTime("When the forecast of the step was made").nullable()).meta({
      description:
        "When each step's forecast was made: of each day (UTC) its first, of these the newest that is at least 24 h older than the step; null: there is none",
    }),
    replayed: z.array(z.boolean()).meta({
      description:
        "Whether that forecast was made later than it says, from nothing that was stamped after: history is forecast once on the first start and after an import; of a service, and of what is not forecast hourly, the newest nine days when asked for",
    }),
    median: values("What was forecast of each step, one a step from `from` on"),
    lower_80: values("Lower end of its 80 % band"),
    upper_80: values("Upper end of its 80 % band"),
    actual: values("What came"),
    score: forecastScoreSchema.nullable().meta({ description: "null: of no step both sides are known" }),
  })
  .meta({
    id: "ForecastAccuracy",
    description: "What was forecast a day before against what came, and how well they agree",
  });
export type ForecastAccuracyContract = z.infer<typeof forecastAccuracySchema>;

export const forecastAccuracyResponseSchema = successSchema(forecastAccuracySchema);
export type ForecastAccuracyResponse = z.infer<typeof forecastAccuracyResponseSchema>;
