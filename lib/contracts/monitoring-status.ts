import * as z from "zod";
import { successSchema } from "./envelope";
import { isoTime } from "./figure";

export const monitoringStatusSchema = z
  .object({
    last_as_of: isoTime(
      "End of the newest window that a finished cycle contains: its age is the lag",
    ).nullable(),
    last_finished_at: isoTime("When that cycle finished; null: none has").nullable(),
    predicted_to: isoTime(
      "End of the newest window that predictions know; null: nothing was predicted yet",
    ).nullable(),
    prediction_run_seconds: z
      .number()
      .nonnegative()
      .nullable()
      .meta({ description: "Own time of the run that made those predictions (s)" }),
    anomalies_to: isoTime(
      "End of the newest window that was judged for anomalies; null: none was yet",
    ).nullable(),
    anomaly_run_seconds: z
      .number()
      .nonnegative()
      .nullable()
      .meta({ description: "Own time of the run that judged it (s)" }),
  })
  .meta({ id: "MonitoringStatus", description: "How far the engine is that makes the figures" });
export type MonitoringStatusContract = z.infer<typeof monitoringStatusSchema>;

export const monitoringStatusResponseSchema = successSchema(monitoringStatusSchema);
