import { z } from "zod";

/** The job that runs one monitoring cycle, whether the schedule or a person asked for it. */
export const CYCLE_JOB = "cycle";

export const cyclePayloadSchema = z.object({
  /** End of the scheduled slot, or the instant somebody asked. */
  slotMs: z.number().int(),
  trigger: z.string(),
});
export type CyclePayload = z.infer<typeof cyclePayloadSchema>;

/** One job a slot, whoever adds it. */
export function cycleJobKey(slotMs: number): string {
  return `cycle:${slotMs}`;
}
