import type { PredictionContract } from "@/lib/contracts/prediction";
import { presentPrediction, type ToldPredictionSource } from "./present-prediction";
import type { RestAnswer } from "./rest-answer";

/** A page of predictive alerts. @param last where the next page goes on; null: on the last */
export function predictionListAnswer(page: {
  readonly predictions: readonly ToldPredictionSource[];
  readonly asOfMs: number | null;
  readonly last: { readonly openedMs: number; readonly id: string } | null;
}): RestAnswer<PredictionContract[]> {
  const { predictions, asOfMs, last } = page;
  return {
    data: predictions.map(presentPrediction),
    asOfMs,
    demo: predictions.some(({ prediction }) => prediction.demo),
    missing: [],
    meta: { next_cursor: last === null ? null : `${last.openedMs}.${last.id}` },
  };
}
