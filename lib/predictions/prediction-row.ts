import { z } from "zod";
import {
  PREDICTION_ENDINGS,
  PREDICTION_KINDS,
  PREDICTION_OUTCOMES,
  subjectKey,
  type Prediction,
  type PredictionSubject,
} from "@/lib/domain/prediction";

/** What is stored as JSON is parsed when it is read: a row of another version is left out instead of telling nonsense. */
const probabilities = z.array(z.object({ horizonMs: z.number(), raw: z.number(), calibrated: z.number() }));
const crossing = z.object({ medianMs: z.number(), fromMs: z.number(), toMs: z.number() }).nullable();
const time = z.union([z.bigint(), z.number(), z.string()]).transform(Number);
const kind = z.enum(PREDICTION_KINDS);
const name = z.string().nullable();

export const subjectRowSchema = z.object({ kind, region: name, service: name, objectiveId: name });

export const predictionRowSchema: z.ZodType<Prediction> = subjectRowSchema.extend({
  id: z.string(),
  threshold: z.number(),
  openedMs: time,
  horizonMs: z.number(),
  confidence: z.number(),
  probabilities,
  crossing,
  contributions: z.array(z.object({ signal: z.string(), effect: z.number() })),
  affected: z.array(z.string()),
  actions: z.array(z.string()),
  description: z.string(),
  severity: z.enum(["critical", "high", "medium", "low"]),
  causeId: name,
  bottleneck: kind.nullable(),
  assessedMs: time,
  latest: probabilities,
  latestCrossing: crossing,
  lowSinceMs: time.nullable(),
  closedMs: time.nullable(),
  ending: z.enum(PREDICTION_ENDINGS).nullable(),
  outcome: z.enum(PREDICTION_OUTCOMES).nullable(),
  resolvedMs: time.nullable(),
  breachMs: time.nullable(),
  replayed: z.boolean(),
  demo: z.boolean(),
});

/** @throws ZodError on a row that this version cannot read */
export function toPrediction(row: unknown): Prediction {
  return predictionRowSchema.parse(row);
}

export function subjectOf({ kind, region, service, objectiveId }: PredictionSubject): PredictionSubject {
  return { kind, region, service, objectiveId };
}

/** The columns that every table of series has. */
export function subjectColumns(of: PredictionSubject) {
  return { subject: subjectKey(of), ...subjectOf(of) };
}
