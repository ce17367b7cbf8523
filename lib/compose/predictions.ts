import { randomUUID } from "node:crypto";
import type { Calibrate, PredictionKind } from "@/lib/domain/prediction";
import {
  calibrate,
  fitCalibration,
  IDENTITY_CALIBRATION,
  type StatedOutcome,
} from "@/lib/pipeline/predict/calibration";
import { processSingleton } from "@/lib/platform/process-singleton";
import type { CalibrationBin } from "@/lib/predictions/prediction-assessment-store";
import type { PredictionModel } from "@/lib/predictions/prediction-tools";
import { crossingModel } from "./crossing-model";

/** Neighbouring assessments say much the same: more of them are no more evidence. */
const MOST_OUTCOMES = 20_000;

/** The product's own model of crossings, recalibrated by what became of its predictions. */
export function predictionModel(): PredictionModel {
  return processSingleton("prediction-model", () => ({
    crossing: crossingModel,
    fitCalibration: calibrationOf,
    elapsedMs: () => performance.now(),
    newId: () => randomUUID(),
    breathe: () => new Promise<void>((resolve) => setImmediate(resolve)),
  }));
}

/**
 * Fitted to each kind and horizon apart: where latency breaks often and disks never do, one fit for both would say too little
 * of the one and too much of the other.
 */
export function calibrationOf(bins: readonly CalibrationBin[]): Calibrate {
  const alike = new Map<string, CalibrationBin[]>();
  for (const bin of bins) {
    const key = keyOf(bin.kind, bin.horizonMs);
    alike.set(key, [...(alike.get(key) ?? []), bin]);
  }
  const fitted = new Map([...alike].map(([key, here]) => [key, fitCalibration(outcomesOf(here), Infinity)]));
  return (kind, horizonMs, raw) => calibrate(fitted.get(keyOf(kind, horizonMs)) ?? IDENTITY_CALIBRATION, raw);
}

function keyOf(kind: PredictionKind, horizonMs: number): string {
  return `${horizonMs}/${kind}`;
}

/** What came and what did not of each bin; the store has looked that it was known before. */
function outcomesOf(bins: readonly CalibrationBin[]): StatedOutcome[] {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  const share = Math.min(1, MOST_OUTCOMES / total);
  return bins.flatMap(({ meanProbability: probability, count, crossed }) => [
    { probability, occurred: true, resolvedMs: 0, weight: crossed * share },
    { probability, occurred: false, resolvedMs: 0, weight: (count - crossed) * share },
  ]);
}
