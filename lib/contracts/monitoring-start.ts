import * as z from "zod";
import { successSchema } from "./envelope";
import { isoTime } from "./figure";

export const monitoringStartSchema = z
  .object({
    started_at: isoTime("When the cycle was started"),
    cycle_id: z.string().meta({ description: "Of the cycle that runs; two calls in one slot share it" }),
  })
  .meta({ id: "MonitoringStart", description: "A monitoring cycle, started now" });
export type MonitoringStartContract = z.infer<typeof monitoringStartSchema>;

export const monitoringStartResponseSchema = successSchema(monitoringStartSchema);
export type MonitoringStartResponse = z.infer<typeof monitoringStartResponseSchema>;
