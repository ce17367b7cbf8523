/** A model whose parameters are known. */
export interface FittedModel {
  /** Writes into `path` what follows values[end - 1], from values before `end` alone. */
  continueFrom(values: Float64Array, end: number, path: Float64Array): void;
}

/** A way to continue a series without gaps. */
export interface SeriesModel {
  readonly name: string;
  /** History it cannot do without. */
  readonly needSteps: number;
  /** Learns from values before `end` alone, for forecasts of `horizonSteps`. */
  fit(values: Float64Array, end: number, horizonSteps: number): FittedModel;
}
