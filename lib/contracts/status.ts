import * as z from "zod";
import { STATUS_CODES } from "./status-code";

export const statusSchema = z.enum(STATUS_CODES).meta({
  id: "Status",
  description:
    "healthy: all objectives met, nothing firing; degraded: an objective is missed or a slow burn fires; critical: a fast burn fires; down: success ratio under 50 % for 2 min; unknown: no telemetry for 2 intervals",
});
export type StatusCode = z.infer<typeof statusSchema>;

export const severitySchema = z
  .enum(["critical", "high", "medium", "low", "info"])
  .meta({ id: "Severity", description: "How much it matters, worst first" });
export type SeverityCode = z.infer<typeof severitySchema>;
