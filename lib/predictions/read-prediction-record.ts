import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { PredictionRecord } from "@/lib/domain/prediction-record";
import type { PredictionReplay } from "@/lib/domain/prediction-replay";
import type { PredictionRun } from "./prediction-run-store";

/** How often predictions came true so far. Needs metrics:read. */
export async function readPredictionRecord(
  ctx: Ctx,
): Promise<{ readonly record: PredictionRecord; readonly asOfMs: number | null; readonly demo: boolean }> {
  requireScope(ctx.actor, "metrics:read");
  const record = await ctx.predictionRecord.record();
  return { record, asOfMs: (await ctx.predictionRuns.latest())?.assessedMs ?? null, demo: ctx.demo };
}

/** How far the replay of history is, and the newest run of the engine; null: there was none. Needs metrics:read. */
export async function readReplayProgress(
  ctx: Ctx,
): Promise<{ readonly replay: PredictionReplay | null; readonly run: PredictionRun | null }> {
  requireScope(ctx.actor, "metrics:read");
  return { replay: await ctx.predictionReplays.latest(), run: await ctx.predictionRuns.latest() };
}
