import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { Prediction } from "@/lib/domain/prediction";
import { strengthOf, type TrackRecord } from "@/lib/domain/prediction-record";
import { AppError } from "@/lib/platform/errors";
import type { PredictionFilter } from "./prediction-store";

/** A prediction, and how often its like came true. */
export interface ToldPrediction {
  readonly prediction: Prediction;
  /** Those of its cause that are no alerts of their own. */
  readonly parts: readonly Prediction[];
  /** Of its kind and strength; null: none of them was resolved yet. */
  readonly trackRecord: TrackRecord | null;
}

export interface PredictionPage {
  readonly predictions: readonly ToldPrediction[];
  /** End of the newest window that the engine knew; null before its first run. */
  readonly asOfMs: number | null;
  /** null on the last page. */
  readonly last: { readonly openedMs: number; readonly id: string } | null;
}

/**
 * Predictive alerts, newest first: one a cause. Needs metrics:read.
 * @throws AppError bad-request for a region or service never seen
 */
export async function listPredictions(
  ctx: Ctx,
  filter: Omit<PredictionFilter, "parts">,
): Promise<PredictionPage> {
  requireScope(ctx.actor, "metrics:read");
  const { region, service, limit } = filter;
  if (region !== undefined && !(await ctx.catalog.knownRegion(region))) throw neverSeen("region", region);
  if (service !== undefined && !(await ctx.catalog.knownService(service)))
    throw neverSeen("service", service);
  const found = await ctx.predictions.list({ ...filter, parts: false, limit: limit + 1 });
  const page = found.slice(0, limit);
  const run = await ctx.predictionRuns.latest();
  return {
    predictions: await told(ctx, page),
    asOfMs: run?.assessedMs ?? null,
    last: found.length > limit ? (page.at(-1) ?? null) : null,
  };
}

function neverSeen(pointer: string, name: string): AppError {
  const message = `${JSON.stringify(name)} has never been seen`;
  return new AppError("bad-request", `${pointer}: ${message}`, { errors: [{ pointer, message }] });
}

/** One prediction, whether an alert or a part of one. Needs metrics:read. @throws AppError not-found */
export async function findPrediction(
  ctx: Ctx,
  { id }: { readonly id: string },
): Promise<{ readonly told: ToldPrediction; readonly asOfMs: number | null }> {
  requireScope(ctx.actor, "metrics:read");
  const prediction = await ctx.predictions.find(id);
  if (prediction === null) throw new AppError("not-found", "No prediction has this id.");
  const [one] = await told(ctx, [prediction]);
  return { told: one!, asOfMs: (await ctx.predictionRuns.latest())?.assessedMs ?? null };
}

async function told(ctx: Ctx, predictions: readonly Prediction[]): Promise<ToldPrediction[]> {
  if (predictions.length === 0) return [];
  const records = await ctx.predictionRecord.strengths();
  const parts = await ctx.predictions.partsOf(predictions.map(({ id }) => id));
  return predictions.map((prediction) => ({
    prediction,
    parts: parts.filter(({ causeId }) => causeId === prediction.id),
    trackRecord: recordOf(records, prediction),
  }));
}

function recordOf(records: readonly TrackRecord[], { kind, confidence }: Prediction): TrackRecord | null {
  const strength = strengthOf(confidence);
  return records.find((each) => each.kind === kind && each.strength === strength) ?? null;
}
