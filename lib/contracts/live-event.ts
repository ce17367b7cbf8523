import * as z from "zod";

/**
 * What /api/live sends as `data` of a `message` event. `snapshot`: a cycle was stored; `ingest`: a flush was committed;
 * `resync`: events may have been lost, refetch everything.
 */
export const liveEventSchema = z
  .discriminatedUnion("topic", [
    z.object({ topic: z.literal("snapshot"), asOfMs: z.number() }),
    z.object({ topic: z.literal("ingest") }),
    z.object({ topic: z.literal("resync") }),
  ])
  .meta({ id: "LiveEvent", description: "Which figures changed" });
export type LiveEvent = z.infer<typeof liveEventSchema>;
