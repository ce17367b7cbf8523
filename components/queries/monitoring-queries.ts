import { sendApi } from "./call-api";

const contract = async () => (await import("@/lib/contracts/monitoring-start")).monitoringStartResponseSchema;

/** Runs one monitoring cycle now. */
export function startCycle() {
  return sendApi("POST", "/monitoring/start", contract);
}
