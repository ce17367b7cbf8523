import * as z from "zod";
import { isoTime, score } from "./figure";
import { statusSchema } from "./status";

export const healthPenaltySchema = z
  .object({
    name: z.enum(["availability", "latency", "saturation", "incidents"]).meta({
      description:
        "`incidents`: the larger of what open incidents take and what open predictions say of the next 4 h",
    }),
    points: z.number().min(0).max(100).meta({ description: "Points deducted from 100" }),
    max_points: z.number().min(0).max(100).meta({ description: "The most this part can deduct" }),
    because: z.string().meta({ description: "One sentence with the figures behind it" }),
  })
  .meta({ id: "HealthPenalty", description: "A named deduction; 100 minus all of them is the health score" });
export type HealthPenaltyContract = z.infer<typeof healthPenaltySchema>;

const latencyBoundSchema = z
  .object({
    percentile: z.number().min(0).max(100),
    low: z.number().meta({ description: "The percentile is greater (ms)", "x-unit": "ms" }),
    high: z.number().nullable().meta({
      description: "The percentile is not greater (ms); null: it lies in the last bucket, which is open",
      "x-unit": "ms",
    }),
  })
  .meta({ id: "LatencyBound", description: "The bucket edges between which a percentile lies for certain" });
export type LatencyBoundContract = z.infer<typeof latencyBoundSchema>;

/** What every scope (world, region, service in a region) says of its health, beside its figures. */
export const scopeHealthShape = {
  status: statusSchema,
  status_because: z.string().meta({ description: "The rule that made the status, in one sentence" }),
  status_since: isoTime("Since when it is so; null where that is not known").nullable(),
  health_score: score("100 minus the penalties listed"),
  penalties: z.array(healthPenaltySchema),
  performance_score: score(
    "100 × Apdex at the latency objective T: (requests ≤ T + ½ requests ≤ 4T) ÷ all, failures count as frustrated",
  ),
  stale: z.boolean().meta({ description: "True when no sample arrived for 2.5 × the learned interval" }),
  newest_sample_at: isoTime(
    "Time of the newest sample behind the figures; null when there never was one",
  ).nullable(),
  latency_interpolated: z.boolean().meta({
    description:
      "True where classic `le` buckets took part: percentiles are estimates between the edges in `latency_bounds`",
  }),
  latency_bounds: z.array(latencyBoundSchema).meta({
    description:
      "Where interpolated: the bounds of p50, p95 and p99; empty otherwise (then the error is ≤ 1.1 %)",
  }),
};

/** End of the newest window that the figures contain. */
export const figuresTimestamp = isoTime(
  "End of the newest 10 s window in the figures; null before the first",
).nullable();
