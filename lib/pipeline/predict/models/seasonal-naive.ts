import type { SeriesModel } from "./series-model";

/** Each step is the value one season before it; without a season the newest value. */
export function seasonalNaive(seasonSteps: number): SeriesModel {
  return {
    name: seasonSteps > 1 ? `seasonal-naive-${seasonSteps}` : "naive",
    needSteps: seasonSteps,
    fit: () => ({
      continueFrom(values, end, path) {
        for (let step = 0; step < path.length; step++)
          path[step] = values[end - seasonSteps + (step % seasonSteps)]!;
      },
    }),
  };
}
