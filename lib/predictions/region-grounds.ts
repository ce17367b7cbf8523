import type { Ctx } from "@/lib/context";
import { subjectKey, type Prediction, type PredictionSeries } from "@/lib/domain/prediction";
import { predictionRuleFor } from "@/lib/domain/prediction-rule";
import { PredictionGround } from "@/lib/pipeline/detect/prediction-round";
import type { PlatformSpending } from "@/lib/pipeline/detect/platform-cause";
import type { PendingPredictions } from "./prediction-store";
import type { PredictionModel } from "./prediction-tools";
import { readPredictionSeries } from "./read-prediction-series";

/** What is predicted in a region (null: of the whole platform), and what was predicted there and has no outcome yet. */
export interface RegionGround {
  readonly region: string | null;
  readonly ground: PredictionGround;
  readonly pending: readonly Prediction[];
  /** Open alerts of the whole platform, of which those of a region may be parts. */
  readonly elsewhere: ReadonlySet<string>;
  /** Only of the whole platform, which comes last. */
  readonly spending?: PlatformSpending;
}

export const NOTHING_PENDING = { predictions: [], taken: new Set<string>() };

/**
 * Each region by itself: what of a cause is beyond one is folded when all are through (foldPlatform). Histories and what the model reads of them are then kept for one region
 * at a time, and whoever asks for them can rest between two. Regions without anything are left out.
 */
export async function* regionGrounds(
  ctx: Ctx,
  model: PredictionModel,
  span: { readonly fromMs: number; readonly toMs: number },
  { predictions: pending, taken }: Pick<PendingPredictions, "predictions" | "taken">,
): AsyncGenerator<RegionGround> {
  const rules = await ctx.predictionRules.all();
  const groundOf = (series: readonly PredictionSeries[]) =>
    new PredictionGround(series, (subject) => predictionRuleFor(rules, subject), model.crossing);
  const left = new Map<string | null, Prediction[]>();
  for (const each of pending) left.set(each.region, [...(left.get(each.region) ?? []), each]);
  const elsewhere = new Set(
    (left.get(null) ?? []).flatMap((each) => (each.closedMs === null ? [each.id] : [])),
  );
  for await (const { region, series: known, spending } of readPredictionSeries(ctx, { rules, ...span })) {
    // Of a series whose open prediction is damaged nothing else is told: it can have no other.
    const series = known.filter(({ subject }) => !taken.has(subjectKey(subject)));
    const here = left.get(region) ?? [];
    left.delete(region);
    if (series.length > 0 || here.length > 0)
      yield { region, ground: groundOf(series), pending: here, elsewhere, spending };
  }
  for (const [region, gone] of left) yield { region, ground: groundOf([]), pending: gone, elsewhere };
}
