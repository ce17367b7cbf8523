import * as z from "zod";
import { ANOMALY_ENDINGS, ANOMALY_METRICS, ANOMALY_SCOPES, ANOMALY_TESTS } from "@/lib/domain/anomaly";
import { DEPLOYMENT_KINDS } from "@/lib/domain/deployment";
import { successSchema } from "./envelope";
import { isoTime } from "./figure";
import { timeParameter } from "./metrics-history";
import { MAX_PAGE } from "./page-query";
import { textInput } from "./text";

const DEFAULT_LIMIT = 100;
const MAX_NAME = 200;

export const anomalyMetricSchema = z.enum(ANOMALY_METRICS).meta({
  id: "AnomalyMetric",
  description:
    "requests: per second; error_ratio: failed ÷ all; latency_p99: ms; the others: utilisation, 0–1",
});

const suspectSchema = z
  .object({
    id: z.string(),
    kind: z.enum(DEPLOYMENT_KINDS),
    service: z.string().nullable().meta({ description: "null: all services" }),
    region: z.string().nullable().meta({ description: "null: all regions" }),
    version: z.string().nullable(),
    deployed_at: isoTime("When it happened"),
  })
  .meta({
    id: "AnomalySuspect",
    description:
      "A change of production shortly before, or as it began, of the region, of a service itself or of what it depends on: suspected, no more",
  });

export const anomalySchema = z
  .object({
    id: z.string(),
    metric: anomalyMetricSchema,
    unit: z.enum(["per-second", "ratio", "ms"]).meta({ description: "Of every value below" }),
    region: z.string(),
    service: z.string().nullable().meta({ description: "null: the region as a whole" }),
    state: z.enum(["open", "ended"]),
    started_at: isoTime("Start of the first window outside the range"),
    opened_at: isoTime("When it was told, after two of them"),
    ended_at: isoTime("End of the last window outside; null: it goes on").nullable(),
    ending: z.enum(ANOMALY_ENDINGS).nullable().meta({
      description:
        "back: within the range for 30 min; new-usual: outside for a day, so that is what is usual now; no-data: for an hour nothing came, or, of one that is only unlike its siblings, too few of them could be compared",
    }),
    direction: z.enum(["above", "below"]),
    against: z.array(z.enum(ANOMALY_TESTS)).meta({
      description:
        "own: outside of what its own past makes likely, which the range is then; siblings: unlike the other regions at that moment",
    }),
    farthest_at: isoTime("Start of the window farthest outside so far"),
    observed: z.number().meta({ description: "Its value" }),
    expected: z.number().meta({ description: "What was to be expected of it" }),
    expected_lower: z.number().meta({ description: "Lower end of the range then" }),
    expected_upper: z.number().meta({ description: "Upper end" }),
    distance: z
      .number()
      .nonnegative()
      .meta({ description: "How far outside: distance from `expected` ÷ half the width of the range" }),
    siblings: z
      .object({
        compared: z.int().nonnegative(),
        alike: z.int().nonnegative().meta({ description: "Those that moved likewise at the same time" }),
      })
      .nullable()
      .meta({ description: "Other regions; null: fewer than three could be compared" }),
    suspects: z
      .array(suspectSchema)
      .meta({ description: "From an hour before it began to the end of its first window, newest first" }),
    part_of: z.string().nullable().meta({
      description: "Of a service: the anomaly of its region, of the same metric, that it began with",
    }),
    parts: z.array(z.object({ id: z.string(), service: z.string() })).meta({
      description:
        "Of a region: services whose same series began to be unusual with it; they are not listed by themselves",
    }),
    judged_at: isoTime("End of the newest window that it was judged by"),
    demo: z.boolean(),
  })
  .meta({ id: "Anomaly", description: "What is unusual of a series" });
export type AnomalyContract = z.output<typeof anomalySchema>;

export const listAnomaliesQuerySchema = z.strictObject({
  state: z.enum(["open", "ended", "all"]).default("open"),
  region: textInput.trim().min(1).max(MAX_NAME).optional(),
  service: textInput.trim().min(1).max(MAX_NAME).optional().meta({
    description:
      "All of the service in its regions, also what is part of its region's; `meta.missing` then names the regions in which it is not judged, and otherwise the regions that are not judged as a whole",
  }),
  of: z.enum(ANOMALY_SCOPES).optional().meta({
    description: "Of regions as a whole, or of services in them; default: both",
  }),
  from: timeParameter("Only what had not ended by then"),
  to: timeParameter("Only what had begun before"),
  metric: anomalyMetricSchema.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(DEFAULT_LIMIT),
  cursor: z
    .string()
    .regex(/^\d{1,15}\.[\da-z-]{1,64}$/, "is not one that an answer gave")
    .transform((cursor) => {
      const [startedMs, id] = cursor.split(".") as [string, string];
      return { startedMs: Number(startedMs), id };
    })
    .optional()
    .meta({ description: "`meta.next_cursor` of the page before" }),
});

export const anomalyListResponseSchema = successSchema(z.array(anomalySchema));
export type AnomalyListResponse = z.infer<typeof anomalyListResponseSchema>;
