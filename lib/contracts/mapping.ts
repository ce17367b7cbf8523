import * as z from "zod";
import { METRIC_NAMES } from "@/lib/domain/metric";
import { successSchema } from "./envelope";
import { isoTime } from "./figure";
import { textInput } from "./text";

const MAX_NAME = 256;
const MAX_PATTERN = 512;
const MAX_TARGETS = 8;
const MAX_SCOPE_LABELS = 8;
const MAX_PRIORITY = 1_000;
/** Below the built-in rules' 100: it takes their series over. */
export const OWN_PRIORITY = 50;

const name = textInput.min(1).max(MAX_NAME);
const FOLD_MODES = [
  "increase",
  "sample",
  "duration",
  "total",
  "presence",
  "bucket",
  "histogram-sum",
  "histogram-count",
  "histogram",
  "histogram-count-of",
] as const;
const INSTRUMENTS = ["untyped", "gauge", "counter", "histogram"] as const;

export const mappingKeySchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_.:-]{0,99}$/i, "begins with a letter or digit and has only those and _ . : -")
  .refine((key) => key !== "try", "is taken");

const matchShape = z.strictObject({
  name: name.optional().meta({ description: "The metric's name, exactly as sent" }),
  name_pattern: textInput
    .min(1)
    .max(MAX_PATTERN)
    .optional()
    .meta({ description: "Or an anchored regular expression; repeats of repeats are refused" }),
  labels: z
    .record(name, textInput.max(MAX_PATTERN))
    .optional()
    .meta({ description: "Label → anchored regular expression; a missing label is the empty text" }),
  instruments: z.array(z.enum(INSTRUMENTS)).min(1).optional().meta({ description: "Default: any" }),
  service_from_job: z.boolean().optional(),
});
const targetShape = z.strictObject({
  metric: z.enum(METRIC_NAMES as [(typeof METRIC_NAMES)[number], ...typeof METRIC_NAMES]),
  mode: z.enum(FOLD_MODES).meta({ description: "How samples become the metric" }),
  factor: z
    .number()
    .default(1)
    .meta({ description: "Multiplies the value, such as 0.01 for per cent; buckets: their bounds" }),
  weight_factor: z.number().nullable().default(null),
  fallback: z.boolean().default(false).meta({ description: "Only while no other series gives the figure" }),
});
const sourceShape = z
  .union([
    z.strictObject({ fixed: name }),
    z.strictObject({ labels: z.array(name).min(1).max(MAX_SCOPE_LABELS) }),
  ])
  .meta({ description: "A name of its own, or the first of these labels; absent: as the installation says" });

const ruleShape = {
  priority: z.int().min(0).max(MAX_PRIORITY).default(OWN_PRIORITY).meta({
    description: "Lower goes first; built-in rules have 100. Of the first matching level every rule applies",
  }),
  enabled: z.boolean().default(true),
  match: matchShape,
  targets: z.array(targetShape).min(1).max(MAX_TARGETS),
  region: sourceShape.optional(),
  service: sourceShape.optional(),
};

export const createMappingBodySchema = z
  .strictObject({ key: mappingKeySchema, ...ruleShape })
  .meta({ id: "CreateMapping", description: "A rule of one's own" });
export type CreateMappingBody = z.output<typeof createMappingBodySchema>;
export type CreateMappingInput = z.input<typeof createMappingBodySchema>;

export const updateMappingBodySchema = z
  .strictObject({
    ...ruleShape,
    updated_at: z.iso
      .datetime()
      .meta({ description: "Of the rule as it was read; 412 where it changed since" }),
  })
  .meta({ id: "UpdateMapping", description: "The whole rule; of a built-in one only `enabled` may differ" });
export type UpdateMappingBody = z.output<typeof updateMappingBodySchema>;
export type UpdateMappingInput = z.input<typeof updateMappingBodySchema>;

export const mappingSchema = z
  .object({
    key: z.string(),
    built_in: z.boolean(),
    priority: z.number(),
    enabled: z.boolean(),
    match: matchShape,
    targets: z.array(targetShape),
    region: sourceShape.nullable(),
    service: sourceShape.nullable(),
    updated_at: isoTime("When it was last changed"),
  })
  .meta({ id: "Mapping", description: "A rule that turns a sender's names into canonical metrics" });
export type MappingContract = z.output<typeof mappingSchema>;

const planSchema = z
  .object({
    used: z.boolean(),
    reason: z.string().nullable().meta({ description: "Why it is not used; null: it is" }),
    region: z.string().nullable(),
    service: z.string().nullable(),
    metrics: z.array(z.string()),
  })
  .meta({ id: "MappingPlan", description: "What becomes of a series" });

export const mappingTrialSchema = z
  .object({
    taken_at: isoTime("When the ingester last said what arrived; null: it did not").nullable(),
    tested_series: z.int(),
    matching_series: z.int(),
    series: z.array(
      z.object({
        labels: z.record(z.string(), z.string()),
        at: isoTime("Of its newest sample").nullable(),
        value: z.number().nullable(),
        before: planSchema,
        after: planSchema,
        points: z.array(
          z.object({
            metric: z.string(),
            mode: z.string(),
            value: z.number().nullable().meta({
              description: "What the newest sample gives; null: it takes one before it, or a whole histogram",
            }),
          }),
        ),
      }),
    ),
  })
  .meta({ id: "MappingTrial", description: "What a rule would do to series that just arrived" });
export type MappingTrialContract = z.infer<typeof mappingTrialSchema>;

export const mappingResponseSchema = successSchema(mappingSchema);
export type MappingResponse = z.infer<typeof mappingResponseSchema>;
export const mappingListResponseSchema = successSchema(z.array(mappingSchema));
export type MappingListResponse = z.infer<typeof mappingListResponseSchema>;
export const mappingTrialResponseSchema = successSchema(mappingTrialSchema);
export type MappingTrialResponse = z.infer<typeof mappingTrialResponseSchema>;
