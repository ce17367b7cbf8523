import { randomUUID } from "node:crypto";
import type { AnomalyModel } from "@/lib/anomalies/anomaly-tools";
import { createAnomalyWatch } from "@/lib/pipeline/predict/anomaly-watch";

/** What the worker looks for anomalies with. */
export const anomalyModel: AnomalyModel = {
  watch: createAnomalyWatch,
  elapsedMs: () => performance.now(),
  newId: () => randomUUID(),
  breathe: () => new Promise<void>((resolve) => setImmediate(resolve)),
};
