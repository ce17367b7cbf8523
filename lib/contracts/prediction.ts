import * as z from "zod";
import {
  PREDICTION_ENDINGS,
  PREDICTION_KINDS,
  PREDICTION_OUTCOMES,
  type PredictionKind,
} from "@/lib/domain/prediction";
import { PREDICTION_STRENGTHS, type PredictionStrength } from "@/lib/domain/prediction-record";
import { REPLAY_STATES } from "@/lib/domain/prediction-replay";
import { successSchema } from "./envelope";
import { isoTime } from "./figure";
import { MAX_PAGE } from "./page-query";
import { severitySchema } from "./status";
import { textInput } from "./text";

const DEFAULT_LIMIT = 100;
const MAX_NAME = 200;

export const predictionKindSchema = z.enum(PREDICTION_KINDS).meta({ id: "PredictionKind" });
export type PredictionKindCode = PredictionKind;

const probability = (description: string) => z.number().min(0).max(1).meta({ description });
const seconds = (description: string) =>
  z
    .number()
    .nonnegative()
    .meta({ description: `${description} (s)` });
const count = (description: string) => z.int().nonnegative().meta({ description });

const strengthNames = PREDICTION_STRENGTHS.map(({ name }) => name) as [
  PredictionStrength,
  ...PredictionStrength[],
];
export const predictionStrengthSchema = z.enum(strengthNames).meta({
  id: "PredictionStrength",
  description:
    "How sure it was when it opened: almost certain from 0.9 on, very likely from 0.7 on, else likely",
});

export const trackRecordSchema = z
  .object({
    resolved: count("Predictions of this kind and strength whose outcome is known"),
    hits: count("Those that came true within their horizon"),
    proven: z
      .boolean()
      .meta({ description: "false: under 20 outcomes, so nobody can tell how good they are" }),
  })
  .meta({ id: "TrackRecord", description: "How often predictions like this one came true" });

const horizonProbabilitySchema = z
  .object({
    horizon_seconds: seconds("Within this time"),
    probability: probability("Calibrated: as often as such statements came true so far"),
    raw_probability: probability("As the model said it"),
  })
  .meta({ id: "HorizonProbability" });

const failureWindowSchema = z
  .object({ from: isoTime("One in ten cases crosses before"), to: isoTime("One in ten crosses after") })
  .meta({
    id: "FailureWindow",
    description:
      "80 % range of the crossing time, of the cases in which it crosses within the longest horizon at all",
  });

export const predictionPartSchema = z
  .object({
    id: z.string(),
    alert_type: predictionKindSchema,
    region: z.string().nullable().meta({ description: "null: the whole platform" }),
    service: z.string().nullable().meta({ description: "null: the region as a whole" }),
    confidence: probability("Of its own horizon"),
    predicted_failure_time: isoTime("Median").nullable(),
    open: z.boolean(),
  })
  .meta({
    id: "PredictionPart",
    description: "A prediction with the same cause; assessed and recorded like any other",
  });

export const predictionSchema = z
  .object({
    id: z.string(),
    timestamp: isoTime("When it opened: it knew what was received until then"),
    alert_type: predictionKindSchema,
    severity: severitySchema,
    region: z.string().nullable().meta({ description: "null: the whole platform" }),
    service: z.string().nullable().meta({ description: "null: the region as a whole" }),
    objective_id: z
      .string()
      .nullable()
      .meta({ description: "Of error budgets: whose, of availability, error rate or latency" }),
    threshold: z.number().meta({ description: "In `threshold_unit`" }),
    threshold_unit: z.enum(["ratio", "ms"]),
    predicted_failure_time: isoTime(
      "Median of when it crosses, if it does; null: hardly within the longest horizon",
    ).nullable(),
    predicted_failure_window: failureWindowSchema.nullable(),
    confidence: probability(
      "Calibrated probability at the shortest horizon that reached the rule's, when it opened",
    ),
    horizon_seconds: seconds("That horizon"),
    probabilities: z
      .array(horizonProbabilitySchema)
      .meta({ description: "When it opened, shortest horizon first" }),
    latest_probabilities: z.array(horizonProbabilitySchema).meta({ description: "At `assessed_at`" }),
    assessed_at: isoTime("When it was last assessed"),
    latest_failure_time: isoTime(
      "Median by the newest assessment; null: hardly within the longest horizon",
    ).nullable(),
    latest_failure_window: failureWindowSchema.nullable(),
    bottleneck: predictionKindSchema
      .nullable()
      .meta({ description: "The first resource of this cause to saturate; null: none is expected to" }),
    cause_id: z
      .string()
      .nullable()
      .meta({ description: "The alert that it is a part of; null: it is one itself" }),
    parts: z.array(predictionPartSchema).meta({ description: "Predictions with the same cause" }),
    contributions: z
      .array(z.object({ signal: z.string(), effect: z.number().meta({ description: "In log-odds" }) }))
      .meta({ description: "What speaks for it and what against, when it opened" }),
    affected_systems: z.array(z.string()).meta({
      description:
        "The region, then the alert's service (of a region as a whole the one where it is worst) and those that call it, directly or not, by the dependency map",
    }),
    recommended_actions: z.array(z.string()),
    description: z.string(),
    state: z.enum(["open", "closed"]),
    closed_at: isoTime("null: it is open").nullable(),
    ending: z.enum(PREDICTION_ENDINGS).nullable().meta({
      description:
        "outcome: it came true or its time passed; withdrawn: it was no longer likely, and is still judged; rule-changed, no-data: no part of the record",
    }),
    outcome: z.enum(PREDICTION_OUTCOMES).nullable().meta({
      description: "hit: it crossed within the horizon; false: it did not; null: not known yet, or never",
    }),
    resolved_at: isoTime("When the outcome was known").nullable(),
    breach_at: isoTime("Onset of the breach that it foretold").nullable(),
    replayed: z
      .boolean()
      .meta({ description: "Made afterwards from stored history, by what was known at `timestamp`" }),
    demo: z.boolean(),
    track_record: trackRecordSchema,
  })
  .meta({ id: "Prediction", description: "A predictive alert" });
export type PredictionContract = z.output<typeof predictionSchema>;

export const listPredictionsQuerySchema = z.strictObject({
  state: z
    .enum(["open", "resolved", "all"])
    .default("open")
    .meta({ description: "resolved: no longer open" }),
  region: textInput.trim().min(1).max(MAX_NAME).optional().meta({
    description: "Alerts of it, and those of the whole platform a part of which is of it",
  }),
  service: textInput.trim().min(1).max(MAX_NAME).optional().meta({
    description: "Alerts of it, alerts that affect it, and those a part of which is of it",
  }),
  kind: predictionKindSchema.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(DEFAULT_LIMIT),
  cursor: z
    .string()
    .regex(/^\d{1,15}\.[\da-z-]{1,64}$/, "is not one that an answer gave")
    .transform((cursor) => {
      const [openedMs, id] = cursor.split(".") as [string, string];
      return { openedMs: Number(openedMs), id };
    })
    .optional()
    .meta({ description: "`meta.next_cursor` of the page before" }),
});

export const predictionResponseSchema = successSchema(predictionSchema);
export type PredictionResponse = z.infer<typeof predictionResponseSchema>;
export const predictionListResponseSchema = successSchema(z.array(predictionSchema));
export type PredictionListResponse = z.infer<typeof predictionListResponseSchema>;

const outcomeCounts = {
  resolved: count("Predictions whose outcome is known"),
  hits: count("Crossed within the horizon"),
  averted: count("Relieved by an action"),
  false: count("Did not cross"),
  precision: probability("hits ÷ (hits + false); averted ones are left out").nullable(),
  proven: z.boolean().meta({ description: "false: under 20 outcomes" }),
};

const leadSchema = z
  .object({ p10: z.number(), p50: z.number(), p90: z.number() })
  .nullable()
  .meta({ description: "From opening to breach, of the hits; null: there are none" });

export const predictionRecordSchema = z
  .object({
    since: isoTime("Predictions and breaches since then; null: there are none yet").nullable(),
    kinds: z.array(
      z.object({
        kind: predictionKindSchema,
        ...outcomeCounts,
        breaches: count("Incidents of the series"),
        missed: count("Those at whose onset nothing was open"),
        recall: probability("(breaches − missed) ÷ breaches").nullable(),
        lead_seconds: leadSchema,
      }),
    ),
    strengths: z.array(
      z.object({
        kind: predictionKindSchema,
        strength: predictionStrengthSchema,
        ...outcomeCounts,
        lead_seconds: leadSchema,
      }),
    ),
    horizons: z
      .array(
        z.object({
          kind: predictionKindSchema.nullable().meta({ description: "null: all kinds together" }),
          horizon_seconds: seconds("Within this time"),
          count: count(
            "Assessments whose outcome is known: of each series one a quarter of an hour, of services one an hour",
          ),
          crossed_ratio: probability("Share of them after which it crossed"),
          brier: z.number().min(0).max(1).meta({ description: "Mean squared error of the probability" }),
          brier_skill: z.number().max(1).nullable().meta({
            description: "1 − Brier ÷ that of always saying crossed_ratio; null: it always or never crossed",
          }),
          calibration_error: probability("Expected calibration error over the bins"),
          bins: z.array(
            z.object({
              from: probability("Said at least"),
              to: probability("Said less than"),
              count: count("Assessments"),
              mean_probability: probability("Said on average"),
              crossed_ratio: probability("How often it came true"),
            }),
          ),
        }),
      )
      .meta({ description: "Reliability of the probabilities" }),
  })
  .meta({ id: "PredictionRecord", description: "How often predictions came true" });
export type PredictionRecordContract = z.output<typeof predictionRecordSchema>;
export const predictionRecordResponseSchema = successSchema(predictionRecordSchema);
export type PredictionRecordResponse = z.infer<typeof predictionRecordResponseSchema>;

export const predictionReplaySchema = z
  .object({
    state: z
      .enum([...REPLAY_STATES, "none"])
      .meta({ description: "none: there was nothing to replay so far" }),
    from: isoTime("Where it begins").nullable(),
    to: isoTime("Where live predictions begin").nullable(),
    cursor: isoTime("All before it is done").nullable(),
    done_ratio: probability("Share of the span that is done").nullable(),
    opened: count("Predictions that it opened"),
    worked_seconds: seconds("Its own time"),
    problem: z.string().nullable(),
    started_at: isoTime("When it began").nullable(),
    finished_at: isoTime("When it ended").nullable(),
    engine: z
      .object({
        assessed_to: isoTime("End of the newest window that predictions know"),
        finished_at: isoTime("When that run finished"),
        took_seconds: seconds("Its own time"),
        series: count("Series that it looked at"),
        silent: count("Series of which nothing can be said: too little history, or nothing newer"),
      })
      .nullable()
      .meta({ description: "The newest run of live predictions; null: there was none" }),
  })
  .meta({
    id: "PredictionReplay",
    description: "Stored history, predicted afterwards; and the newest live run",
  });
export type PredictionReplayContract = z.output<typeof predictionReplaySchema>;
export const predictionReplayResponseSchema = successSchema(predictionReplaySchema);
export type PredictionReplayResponse = z.infer<typeof predictionReplayResponseSchema>;
