import * as z from "zod";

export const readinessCheckSchema = z
  .object({
    name: z.enum(["database", "worker", "ingest"]),
    ok: z.boolean(),
    detail: z.string().meta({ description: "One sentence with the figures behind it" }),
  })
  .meta({ id: "ReadinessCheck", description: "One thing that must work" });
export type ReadinessCheck = z.infer<typeof readinessCheckSchema>;

/** What /readyz answers; 200 when ready, else 503. */
export const readinessSchema = z.object({ ready: z.boolean(), checks: z.array(readinessCheckSchema) });
export type Readiness = z.infer<typeof readinessSchema>;
