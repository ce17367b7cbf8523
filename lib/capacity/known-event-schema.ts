import * as z from "zod";

/** The earlier event that one is like, as stored. */
export const storedLikeSchema = z
  .object({ eventId: z.string(), fromMs: z.number(), low: z.number(), high: z.number() })
  .nullable();

/** What an event did, as stored. */
export const storedMeasurementSchema = z
  .object({
    measuredMs: z.number(),
    effect: z
      .object({ changeRatio: z.number(), low: z.number(), high: z.number(), hours: z.number() })
      .nullable(),
    gap: z.enum(["no-history", "too-short", "too-long"]).nullable(),
  })
  .nullable();
