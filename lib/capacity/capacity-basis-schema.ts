import * as z from "zod";

const measuredDay = z.object({ dayMs: z.number(), peak: z.number(), mean: z.number() });
const expectedDay = z.object({
  dayMs: z.number(),
  peak: z.object({ median: z.number(), lower80: z.number(), upper80: z.number(), upper95: z.number() }),
  mean: z.object({ median: z.number(), lower80: z.number(), upper80: z.number() }),
});
const outlook = z.object({
  measured: z.array(measuredDay),
  expected: z.array(expectedDay),
  lacks: z.object({ haveSteps: z.number(), needSteps: z.number(), step: z.enum(["1h", "1d"]) }).nullable(),
});

/** What capacity is planned from, as stored. */
export const capacityBasisSchema = z.object({
  asOfMs: z.number(),
  demo: z.boolean(),
  world: z.object({ load: outlook, users: outlook }),
  regions: z.array(
    z.object({
      region: z.string(),
      servers: z.number().nullable(),
      busyHours: z.array(
        z.object({
          requestsPerServer: z.number(),
          cpuRatio: z.number().nullable(),
          memoryRatio: z.number().nullable(),
        }),
      ),
      load: outlook,
      users: outlook,
      utilization: z.object({ cpu: outlook, memory: outlook, disk: outlook, connections: outlook }),
    }),
  ),
});
