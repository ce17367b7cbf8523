import type { ForecastBacktest, ForecastMade } from "@/lib/domain/forecast";

/** What a way of forecasting answers, in the series' unit, one number a step. */
export interface ForecastBand {
  readonly members: ForecastMade["members"];
  /** Null where the history is too short to set a part of it apart. */
  readonly backtest: ForecastBacktest | null;
  readonly median: Float64Array;
  readonly lower80: Float64Array;
  readonly upper80: Float64Array;
  readonly lower95: Float64Array;
  readonly upper95: Float64Array;
}

/** Shares of outcomes below each edge. */
export const EDGES = { lower80: 0.1, upper80: 0.9, lower95: 0.025, upper95: 0.975 } as const;

/** A band from a function of share and step. */
export function bandOf(
  horizonSteps: number,
  quantileAt: (share: number, step: number) => number,
): Pick<ForecastBand, keyof typeof EDGES> {
  const edge = (share: number) =>
    Float64Array.from({ length: horizonSteps }, (_, step) => quantileAt(share, step));
  return {
    lower80: edge(EDGES.lower80),
    upper80: edge(EDGES.upper80),
    lower95: edge(EDGES.lower95),
    upper95: edge(EDGES.upper95),
  };
}

/** Mean absolute change against one season before: what MASE is measured in. */
export function seasonalChange(values: Float64Array, end: number, seasonSteps: number): number {
  const season = seasonSteps < end ? seasonSteps : 1;
  if (end <= season) return 0;
  let sum = 0;
  for (let t = season; t < end; t++) sum += Math.abs(values[t] - values[t - season]);
  return sum / (end - season);
}
