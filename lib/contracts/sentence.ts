import * as z from "zod";
import { HISTORY_METRICS } from "@/lib/domain/metric-history";
import type { SentencePart } from "@/lib/domain/sentence";

const evidenceSchema = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("metric"), metric: z.enum(HISTORY_METRICS) }),
    z.object({ kind: z.literal("regions") }),
    z.object({ kind: z.literal("region"), region: z.string() }),
    z.object({ kind: z.literal("service"), service: z.string(), region: z.string().nullable() }),
    z.object({ kind: z.literal("attention") }),
    z.object({ kind: z.literal("prediction"), id: z.string() }),
    z.object({ kind: z.literal("incident"), id: z.string() }),
    z.object({ kind: z.literal("deployments") }),
    z.object({ kind: z.literal("ingest") }),
  ])
  .meta({ id: "Evidence", description: "Where the figures behind a piece of a sentence are" });

export const sentencePartSchema = z
  .object({
    text: z.string(),
    evidence: evidenceSchema.nullable().meta({ description: "null: plain words" }),
  })
  .meta({ id: "SentencePart", description: "A piece of a sentence" }) satisfies z.ZodType<SentencePart>;
