import type { CalibrationBin } from "./prediction-assessment-store";
import type { Calibrate, CrossingModel } from "@/lib/domain/prediction";

/** What verbs predict with; compose has the real one. */
export interface PredictionModel {
  readonly crossing: CrossingModel;
  /** Fitted to outcomes that were known already; without enough of them what the model says stands. */
  fitCalibration(bins: readonly CalibrationBin[]): Calibrate;
  /** Milliseconds that only ever grow. */
  elapsedMs(): number;
  newId(): string;
  /** Lets others have their turn, so that a long replay keeps no cycle waiting. */
  breathe(): Promise<void>;
}
