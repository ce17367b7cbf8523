import * as z from "zod";
import { successSchema } from "./envelope";
import { amount, isoTime, money, perSecond, relativePercent, wholeAmount } from "./figure";
import { textInput } from "./text";

const MOST_DAYS = 365;
const DEFAULT_DAYS = 30;
const MOST_CHANGE = 1_000;

const day = (description: string) => z.iso.date().meta({ description: `${description} (a day, UTC)` });

export const capacityQuerySchema = z.strictObject({
  days_ahead: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST_DAYS)
    .default(DEFAULT_DAYS)
    .meta({ description: "How many days to plan for", "x-unit": "days" }),
  traffic_change: z.coerce.number().gt(-100).max(MOST_CHANGE).optional().meta({
    description: "What if: so much more traffic than expected, per cent; less is negative",
    "x-unit": "per cent",
  }),
  lost_region: textInput
    .min(1)
    .optional()
    .meta({ description: "What if: a region is lost, and the others take over its traffic" }),
  what_if_from: day("What if: from which day on; default: today").optional(),
});

export const RESOURCES = ["cpu", "memory", "disk", "connections"] as const;
const resource = z.enum(RESOURCES);

/** Days from `from` on, one value a day. */
const expectedDays = z
  .object({
    from: day("The first of them; null: nothing is expected").nullable(),
    median: z.array(z.number()),
    lower_80: z.array(z.number()),
    upper_80: z.array(z.number()),
  })
  .meta({ id: "ExpectedDays", description: "The busiest hour of each day ahead: median and 80 % band" });
const measuredDays = z
  .object({
    from: day("The first of them; null: none was measured").nullable(),
    peak: z.array(z.number().nullable()).meta({ description: "null: too little of the day is known" }),
  })
  .meta({ id: "MeasuredDays", description: "The busiest hour of each day that is over" });
const dayFigures = z.object({ measured: measuredDays, expected: expectedDays });
export type DayFiguresContract = z.infer<typeof dayFigures>;

export const runwaySchema = z
  .object({
    resource,
    target: z.number().meta({ description: "Utilisation that it should not pass", "x-unit": "per cent" }),
    newest: relativePercent("Utilisation in the busiest hour of the newest whole day"),
    passes: day("First day on which the median passes the target; null: none that is known").nullable(),
    passes_at_earliest: day(
      "First day on which the upper end of the 80 % band does; null: none that is known",
    ).nullable(),
    known_days: z.int().meta({ description: "So many days are known, today included" }),
  })
  .meta({ id: "Runway", description: "When a resource of a region passes its target" });
export type RunwayContract = z.infer<typeof runwaySchema>;

export const capacityRegionSchema = z
  .object({
    region: z.string(),
    servers: amount("Servers that report, the most of the last 24 hours"),
    carried_per_server: perSecond("Requests that one server carries at its target"),
    required_servers: wholeAmount(
      "For the upper 80 % of the busiest hour, the loss of the largest other region included",
    ),
    required_servers_low: wholeAmount("For the median"),
    required_servers_high: wholeAmount("For the upper 95 %"),
    required_for_loss: wholeAmount("Of them, for the loss of the largest other region"),
    short_from: day("First day on which more servers are required than there are").nullable(),
    price_per_server_hour: money("Of the region, else of the world"),
    runway: z.array(runwaySchema),
    load: dayFigures.meta({ description: "Requests per second" }),
    utilization: z
      .object({ cpu: dayFigures, memory: dayFigures, disk: dayFigures, connections: dayFigures })
      .meta({ description: "Per cent; what is planned may be more than there is" }),
  })
  .meta({ id: "CapacityRegion", description: "What a region needs" });
export type CapacityRegionContract = z.infer<typeof capacityRegionSchema>;

export const recommendationSchema = z
  .object({
    action: z.enum([
      "add-servers",
      "extend-memory",
      "extend-disk",
      "raise-connection-limit",
      "release-servers",
    ]),
    region: z.string(),
    servers: z.int().nullable().meta({ description: "How many; null: not known, or not about servers" }),
    servers_for_loss: z
      .int()
      .nullable()
      .meta({ description: "Of them, for the loss of the largest other region" }),
    deadline: day("By when it must be done; null: none").nullable(),
    order_by: day(
      "Deadline − provisioning lead time; null: no deadline, or the lead time is not configured",
    ).nullable(),
    text: z.string(),
  })
  .meta({ id: "ScalingRecommendation", description: "What to order, and by when" });
export type RecommendationContract = z.infer<typeof recommendationSchema>;

export const riskSchema = z
  .object({
    kind: z.enum(["loss-of-region", "above-target", "known-event", "wide-band", "short-history"]),
    region: z.string().nullable(),
    text: z.string(),
  })
  .meta({ id: "CapacityRisk", description: "What may make the plan wrong, or a small failure a large one" });
export type RiskContract = z.infer<typeof riskSchema>;

export const capacityForecastSchema = z
  .object({
    timestamp: isoTime("The hour up to which figures are known; null: nothing was forecast yet").nullable(),
    forecast_horizon_days: z.int(),
    predicted_user_growth: relativePercent(
      "Active users of the last week ahead against the newest measured days of the same weekdays",
    ),
    predicted_user_growth_low: relativePercent("Lower end of the 80 % band"),
    predicted_user_growth_high: relativePercent("Upper end of the 80 % band"),
    predicted_traffic_growth: relativePercent("The same of requests per second"),
    predicted_traffic_growth_low: relativePercent("Lower end of the 80 % band"),
    predicted_traffic_growth_high: relativePercent("Upper end of the 80 % band"),
    required_server_capacity: wholeAmount(
      "Servers of all regions: peak of the upper 80 % of load ÷ load one server carries at its target, plus the loss of the largest other region",
    ),
    required_server_capacity_low: wholeAmount("For the median"),
    required_server_capacity_high: wholeAmount("For the upper 95 %"),
    estimated_cost: money("Required servers × price of a server-hour × the hours ahead"),
    estimated_cost_low: money("For the median"),
    estimated_cost_high: money("For the upper 95 %"),
    cost_of_current_servers: money("What the servers of the last 24 hours cost in the same time"),
    provisioning_lead_days: z.number().nullable().meta({ description: "null: not configured" }),
    what_if: z
      .object({
        traffic_change: z.number(),
        lost_region: z.string().nullable(),
        from: day("From when on it is supposed"),
      })
      .nullable()
      .meta({ description: "What is supposed beyond what is known; null: nothing" }),
    scaling_recommendations: z
      .array(recommendationSchema)
      .meta({ description: "What has to be ordered first comes first" }),
    risk_factors: z.array(riskSchema),
    regions: z.array(capacityRegionSchema),
  })
  .meta({ id: "CapacityForecast", description: "What the days ahead need" });
export type CapacityForecastContract = z.infer<typeof capacityForecastSchema>;

export const capacityForecastResponseSchema = successSchema(capacityForecastSchema);
export type CapacityForecastResponse = z.infer<typeof capacityForecastResponseSchema>;
