import * as z from "zod";
import { isoTime, score } from "./figure";
import { statusSchema } from "./status";

export const healthPenaltySchema = z
  .object({
    name: z.enum(["availability", "latency", "saturation", "incidents"]),
    points: z.number().min(0).max(100).meta({ description: "Points deducted from 100" }),
    max_points: z.number().min(0).max(100).meta({ description: "The most this part can deduct" }),
    because: z.string().meta({ description: "One sentence with the figures behind it" }),
  })
  .meta({ id: "HealthPenalty", description: "A named deduction; 100 minus all of them is the health score" });
export type HealthPenaltyContract = z.infer<typeof healthPenaltySchema>;

/** What every scope (world, region, service in a region) says of its health, beside its figures. */
export const scopeHealthShape = {
  status: statusSchema,
  status_because: z.string().meta({ description: "The rule that made the status, in one sentence" }),
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
      "True where classic `le` buckets took part, whose percentiles are interpolated and can be far off",
  }),
};

/** End of the newest window that the figures contain. */
export const figuresTimestamp = isoTime(
  "End of the newest 10 s window in the figures; null before the first",
).nullable();
