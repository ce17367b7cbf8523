import * as z from "zod";
import { isoTime } from "./figure";

export const missingFigureSchema = z
  .object({
    field: z
      .string()
      .meta({ description: "The figure that is null, by its name in `data` (dots for nested ones)" }),
    reason: z.enum(["not-configured", "no-data", "stale", "insufficient-history"]),
    remedy: z.string().meta({ description: "What somebody can do about it" }),
    region: z
      .string()
      .optional()
      .meta({ description: "The region whose figure it is; absent: the answer's own" }),
    service: z.string().optional().meta({ description: "The service whose figure it is; absent: none" }),
  })
  .meta({ id: "MissingFigure", description: "Why a figure is null" });
export type MissingFigureContract = z.infer<typeof missingFigureSchema>;

export const metaSchema = z
  .object({
    as_of: isoTime("The moment the figures are of; null when there are none yet").nullable(),
    age_seconds: z
      .number()
      .nonnegative()
      .nullable()
      .meta({ description: "Seconds from as_of until this answer" }),
    demo: z.boolean().meta({ description: "True when the simulated fleet is behind the figures: demo data" }),
    missing: z
      .array(missingFigureSchema)
      .meta({ description: "Every figure that is null, with reason and remedy" }),
    currency: z.string().length(3).optional().meta({ description: "ISO 4217 code of every amount of money" }),
    next_cursor: z
      .string()
      .nullable()
      .optional()
      .meta({ description: "Lists: pass as `cursor` for the next page; null on the last" }),
  })
  .meta({ id: "Meta", description: "What is true of the whole answer" });
export type Meta = z.infer<typeof metaSchema>;

/** The envelope of every success: `{ status: "success", data, meta }`. */
export function successSchema<T extends z.ZodType>(data: T) {
  return z.object({ status: z.literal("success"), data, meta: metaSchema });
}

export interface Success<T> {
  readonly status: "success";
  readonly data: T;
  readonly meta: Meta;
}
