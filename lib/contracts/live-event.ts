import * as z from "zod";

/**
 * What /api/live sends as `data` of a `message` event. `snapshot`: a cycle was stored; `ingest`: a flush was committed;
 * `backfill`: an import of history went on, or ended; `mapping`: a rule changed; `deployment`: a change event was recorded; `catalog`: a region or
 * service came, or what is known of one changed; `objective`: an objective changed, or how objectives stand; `business`: its
 * settings or peers changed; `prediction`: predictions were assessed, one of their rules changed, or their replay went on;
 * `anomaly`: newer windows were judged; `incident`: one was opened, or changed;
 * `channel`: a channel of notifications changed, or what it was sent; `forecast`: forecasts were made; `capacity`: what capacity is planned from changed, a known event or a setting of it; `resync`:
 * events may have been lost, refetch everything. (`tap` and `kpis` are for ingesters alone: tell what arrived lately; take the business figures that wait.)
 */
export const liveEventSchema = z
  .discriminatedUnion("topic", [
    z.object({ topic: z.literal("snapshot"), asOfMs: z.number() }),
    z.object({ topic: z.literal("ingest") }),
    z.object({ topic: z.literal("backfill"), ended: z.boolean().default(false) }),
    z.object({ topic: z.literal("mapping") }),
    z.object({ topic: z.literal("deployment") }),
    z.object({ topic: z.literal("catalog") }),
    z.object({ topic: z.literal("objective") }),
    z.object({ topic: z.literal("business") }),
    z.object({ topic: z.literal("prediction") }),
    z.object({ topic: z.literal("anomaly") }),
    z.object({ topic: z.literal("incident") }),
    z.object({ topic: z.literal("channel") }),
    z.object({ topic: z.literal("forecast") }),
    z.object({ topic: z.literal("capacity") }),
    z.object({ topic: z.literal("tap") }),
    z.object({ topic: z.literal("kpis") }),
    z.object({ topic: z.literal("resync") }),
  ])
  .meta({ id: "LiveEvent", description: "Which figures changed" });
export type LiveEvent = z.infer<typeof liveEventSchema>;
