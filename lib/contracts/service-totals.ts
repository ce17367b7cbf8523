import * as z from "zod";
import { successSchema } from "./envelope";
import { score } from "./figure";
import { pageQueryShape } from "./page-query";
import { scopeFigure } from "./scope-figure";
import { serviceFiguresShape } from "./service-metrics";
import { statusSchema } from "./status";

export const servicePlaceSchema = z
  .object({
    region: z.string(),
    status: statusSchema,
    status_because: z.string(),
    health_score: score("100 minus the penalties that GET metrics/services lists"),
    requests_per_second: scopeFigure.requestsPerSecond(),
    error_rate: scopeFigure.errorRate(),
    latency_p99: scopeFigure.latencyP99(),
    stale: z.boolean(),
  })
  .meta({ id: "ServicePlace", description: "A service in one region now, in brief" });
export type ServicePlaceContract = z.infer<typeof servicePlaceSchema>;

export const serviceTotalsSchema = z
  .object({
    service_name: z.string(),
    ...serviceFiguresShape,
    regions: z
      .array(servicePlaceSchema)
      .meta({ description: "By region; GET metrics/services has all figures" }),
  })
  .meta({
    id: "ServiceTotals",
    description:
      "One service over all its regions now: sums, percentiles of the merged histograms, and the status that its regions make by their share of its traffic",
  });
export type ServiceTotalsContract = z.infer<typeof serviceTotalsSchema>;

export const serviceTotalsQuerySchema = z.strictObject({ ...pageQueryShape });

export const serviceTotalsResponseSchema = successSchema(z.array(serviceTotalsSchema));
export type ServiceTotalsResponse = z.infer<typeof serviceTotalsResponseSchema>;
