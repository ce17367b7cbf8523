import { monitoringStartResponseSchema } from "@/lib/contracts/monitoring-start";
import { sendApi } from "./call-api";

/** Runs one monitoring cycle now. */
export function startCycle() {
  return sendApi("POST", "/monitoring/start", monitoringStartResponseSchema);
}
