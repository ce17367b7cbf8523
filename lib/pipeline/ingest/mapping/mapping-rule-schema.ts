import { z } from "zod";
import { METRIC_NAMES } from "@/lib/domain/metric";
import { checkScopeName } from "@/lib/pipeline/ingest/admission/admission";
import type { MappingRule, MappingScope, MappingSet } from "@/lib/domain/series-plan";
import { patternProblem } from "./safe-pattern";

const MAX_NAME_LENGTH = 256;
const MAX_TARGETS = 8;
const MAX_LABELS = 16;
const name = z.string().min(1).max(MAX_NAME_LENGTH);
const pattern = z.string().superRefine((value, ctx) => {
  const problem = patternProblem(value);
  if (problem !== null) ctx.addIssue({ code: "custom", message: problem });
});

const matchSchema = z
  .strictObject({
    name: name.optional(),
    namePattern: pattern.optional(),
    labels: z
      .record(name, pattern)
      .refine((labels) => Object.keys(labels).length <= MAX_LABELS, `at most ${MAX_LABELS} labels`)
      .optional(),
    instruments: z
      .array(z.enum(["untyped", "gauge", "counter", "histogram"]))
      .min(1)
      .optional(),
    serviceFromJob: z.boolean().optional(),
  })
  .refine(
    (match) => (match.name === undefined) !== (match.namePattern === undefined),
    "needs exactly one of name and namePattern",
  );

const targetSchema = z.strictObject({
  metric: z.enum(METRIC_NAMES),
  mode: z.enum([
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
  ]),
  sumFactor: z.number(),
  weightFactor: z.number().nullable(),
  fallback: z.boolean(),
});

const MAX_SCOPE_LABELS = 8;
const sourceSchema = z.union([
  z.strictObject({
    fixed: name.refine(
      (fixed) => checkScopeName(fixed) === null,
      "cannot be the name of a region or service",
    ),
  }),
  z.strictObject({ labels: z.array(name).min(1).max(MAX_SCOPE_LABELS) }),
]);

/** A rule as it is stored and as an admin sends it. */
export const mappingRuleSchema = z.strictObject({
  key: z.string().min(1).max(MAX_NAME_LENGTH),
  priority: z.int().min(0),
  match: matchSchema,
  targets: z.array(targetSchema).min(1).max(MAX_TARGETS),
  scope: z.strictObject({ region: sourceSchema.optional(), service: sourceSchema.optional() }).optional(),
}) satisfies z.ZodType<MappingRule>;

/** The stored setting that says which labels name region and service. */
export const mappingScopeSchema = z.strictObject({
  regionLabels: z.array(name).min(1),
  serviceLabels: z.array(name),
}) satisfies z.ZodType<MappingScope>;

/** A whole mapping, as the ingest log and its checkpoints keep it. */
export const mappingSetSchema = z.strictObject({
  rules: z.array(mappingRuleSchema),
  scope: mappingScopeSchema,
}) satisfies z.ZodType<MappingSet>;
