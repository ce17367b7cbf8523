import { z } from "zod";
import { METRIC_NAMES } from "@/lib/domain/metric";

const expressionSchema = z.object({ query: z.string(), companion: z.string().nullable() });

/** `source.settings`, as stored. */
export const sourceSettingsSchema = z.object({
  regionLabel: z.string(),
  serviceLabel: z.string(),
  region: z.string().nullable(),
  scrapeIntervalMs: z.number(),
  delayMs: z.number(),
  latencyUnit: z.enum(["s", "ms"]),
  expressions: z.partialRecord(z.enum(METRIC_NAMES), expressionSchema.nullable()),
});

/** `source.leftOut`, as stored. */
export const leftOutSchema = z.array(
  z.object({ metric: z.enum(METRIC_NAMES).nullable(), reason: z.string() }),
);
