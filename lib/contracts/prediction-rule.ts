import * as z from "zod";
import { DEFAULT_OPEN_PROBABILITY } from "@/lib/domain/prediction-rule";
import { PREDICTION_KIND_DEFINITIONS, type PredictionKind } from "@/lib/domain/prediction";
import { successSchema } from "./envelope";
import { isoTime } from "./figure";
import { predictionKindSchema } from "./prediction";
import { textInput } from "./text";

const MAX_NAME = 200;
const MAX_LATENCY_MS = 600_000;
/** Above it nothing would ever open, below it everything would. */
const OPEN_RANGE = { min: 0.05, max: 0.99 };

/** What a threshold may be: a ratio that can be exceeded, a latency, a spent share of a budget. */
function thresholdProblem(kind: PredictionKind, threshold: number): string | null {
  const { metric, bounds } = PREDICTION_KIND_DEFINITIONS[kind];
  const below = bounds.upper ?? (metric === "latency_p99" ? MAX_LATENCY_MS : 1);
  const fits = threshold > 0 && (metric === "budget" ? threshold <= below : threshold < below);
  if (fits) return null;
  return `must be more than 0 and ${metric === "budget" ? "at most" : "less than"} ${below}${metric === "latency_p99" ? " (ms)" : ""}`;
}

export const predictionRuleBodySchema = z
  .strictObject({
    kind: predictionKindSchema,
    region: textInput.trim().min(1).max(MAX_NAME).nullable().default(null).meta({
      description:
        "A region ever seen, with its services; null: every region without a rule of its own, and the whole platform",
    }),
    threshold: z.number("must be a number").meta({
      description:
        "What must not be exceeded for 10 min: a ratio 0–1; of latency ms; of error budgets the spent share, at most 1",
    }),
    open_probability: z
      .number()
      .min(OPEN_RANGE.min)
      .max(OPEN_RANGE.max)
      .default(DEFAULT_OPEN_PROBABILITY)
      .meta({
        description:
          "From which calibrated probability on an alert opens; of CPU and latency of services at twice its odds, 2/3 for 1/2",
      }),
    enabled: z.boolean().default(true).meta({ description: "false: nothing is predicted" }),
    services: z.boolean().default(true).meta({
      description: "false: regions as a whole alone are predicted; open predictions of services close",
    }),
  })
  .superRefine(({ kind, threshold }, context) => {
    const message = thresholdProblem(kind, threshold);
    if (message !== null) context.addIssue({ code: "custom", path: ["threshold"], message });
  })
  .meta({
    id: "SetPredictionRule",
    description: "When to predict trouble; a region's own rule goes before the one for all",
  });
export type PredictionRuleBody = z.output<typeof predictionRuleBodySchema>;
export type PredictionRuleBodyInput = z.input<typeof predictionRuleBodySchema>;

export const predictionRuleSchema = z
  .object({
    id: z.string(),
    kind: predictionKindSchema,
    region: z.string().nullable(),
    threshold: z.number(),
    threshold_unit: z.enum(["ratio", "ms"]),
    open_probability: z.number(),
    enabled: z.boolean(),
    services: z.boolean().meta({ description: "Whether services in a region are predicted too" }),
    built_in: z.boolean().meta({ description: "May be changed and turned off, but not deleted" }),
    etag: z.string().meta({ description: "For If-Match" }),
  })
  .meta({ id: "PredictionRule", description: "A rule of predictive alerts" });
export type PredictionRuleContract = z.output<typeof predictionRuleSchema>;

export const predictionRuleResponseSchema = successSchema(predictionRuleSchema);
export type PredictionRuleResponse = z.infer<typeof predictionRuleResponseSchema>;
export const predictionRuleListResponseSchema = successSchema(z.array(predictionRuleSchema));
export type PredictionRuleListResponse = z.infer<typeof predictionRuleListResponseSchema>;

const count = (description: string) => z.int().nonnegative().meta({ description });

export const rulePreviewSchema = z
  .object({
    from: isoTime("Tried from there"),
    to: isoTime("Until there"),
    series: count("Series that it would be for"),
    left_out: count("Series that were not tried, since there are too many for one answer"),
    would_fire: count("Alerts that it would have opened"),
    true: count("Those that came true"),
    false: count("Those that did not"),
    undecided: count("Those of which nobody knows yet"),
    missed: count("Breaches at whose onset nothing would have been open"),
    median_lead_minutes: z
      .number()
      .nonnegative()
      .nullable()
      .meta({ description: "From alert to breach, of the true ones" }),
  })
  .meta({
    id: "PredictionRulePreview",
    description: "What a rule would have done over the last 28 days, or as long as there is history",
  });
export type RulePreviewContract = z.output<typeof rulePreviewSchema>;
export const rulePreviewResponseSchema = successSchema(rulePreviewSchema);
export type RulePreviewResponse = z.infer<typeof rulePreviewResponseSchema>;
