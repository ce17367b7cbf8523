import { z } from "zod";
import { OBJECTIVE_STATES, type ObjectiveAssessment } from "@/lib/domain/objective-standing";

/** What is stored as JSON is parsed when it is read: a row of another version fails loudly instead of drawing nonsense. */
const figure = z.number().nullable();
const name = z.string().nullable();

const standing = z.object({
  objectiveId: z.string(),
  objectiveVersion: z.number(),
  region: name,
  service: name,
  state: z.enum(OBJECTIVE_STATES),
  badRatio: figure,
  coveredMs: figure,
  budget: z
    .object({
      allowedRatio: z.number(),
      spentRatio: z.number(),
      remainingRatio: z.number(),
      outageMinutesLeft: z.number(),
    })
    .nullable(),
  burns: z.array(z.object({ spanMs: z.number(), burn: figure })),
  firing: z.array(
    z.object({
      threshold: z.number(),
      longMs: z.number(),
      shortMs: z.number(),
      speed: z.enum(["fast", "slow"]),
      burn: z.number(),
    }),
  ),
  exhaustionMs: figure,
});

export const assessmentSchema: z.ZodType<ObjectiveAssessment> = z.object({
  asOfMs: z.number(),
  demo: z.boolean(),
  standings: z.array(standing),
});
