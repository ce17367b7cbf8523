import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx, Stores } from "@/lib/context";
import { ASSESSMENT_GRID_MS } from "@/lib/domain/prediction";
import type { PredictionReplay } from "@/lib/domain/prediction-replay";
import { DAY_MS, HOUR_MS, TIERS, windowStart } from "@/lib/domain/window";
import { PREDICTION_TOPIC, REPLAY_JOB, REPLAY_QUEUE } from "./prediction-job";
import type { PredictionRun } from "./prediction-run-store";

const FINE_TIER = TIERS.find(({ name }) => name === "5m")!;
/** Less than that is not worth a replay: live predictions will tell. */
const LEAST_HISTORY_MS = DAY_MS;
/** An installation that is upgraded has its history before its first run. */
const FIRST_MS = HOUR_MS;
const PREDICTED = ["cpu", "memory", "disk", "connection_utilization", "latency", "requests"] as const;

/**
 * Sees to it that stored history was replayed: after the first run, and again once history was imported. While an import is
 * open it waits. Any process may do so at any time. Needs monitoring:run.
 */
export async function ensureReplay(ctx: Ctx): Promise<void> {
  requireScope(ctx.actor, "monitoring:run");
  const replay = await ctx.predictionReplays.latest();
  if (replay?.state === "running") return addReplayJob(ctx);
  const run = await ctx.predictionRuns.latest();
  if (run === null || !(await isDue(ctx, run, replay))) return;
  const span = await historySpan(ctx, run);
  if (span === null) return;
  await ctx.packedSeries.forget(); // what was imported is not in them
  await ctx.transaction(async (tx) => {
    if ((await tx.predictionReplays.begin(span.fromMs, span.toMs, ctx.clock.nowMs())) === null) return;
    await addReplayJob(tx);
    await tx.jobs.notify(PREDICTION_TOPIC);
  });
}

async function isDue(ctx: Ctx, run: PredictionRun, replay: PredictionReplay | null): Promise<boolean> {
  if (await ctx.backfills.isAnyOpen()) return false;
  const endedMs = await ctx.backfills.lastEndedMs();
  if (replay !== null) return endedMs > replay.createdAtMs;
  return endedMs > 0 || run.assessedMs - run.sinceMs < FIRST_MS;
}

/** From the oldest window that is kept until live predictions begin; null: there is too little. */
async function historySpan(
  { rollups }: Ctx,
  { sinceMs }: PredictionRun,
): Promise<{ readonly fromMs: number; readonly toMs: number } | null> {
  const firsts = await rollups.firstWindows(PREDICTED, "regions");
  if (firsts.length === 0) return null;
  const oldestMs = Math.max(Math.min(...firsts.map(({ firstMs }) => firstMs)), sinceMs - FINE_TIER.keepMs);
  const fromMs = windowStart(oldestMs, ASSESSMENT_GRID_MS);
  return sinceMs - fromMs < LEAST_HISTORY_MS ? null : { fromMs, toMs: sinceMs };
}

/** One that waits is replaced, so a chain that broke is mended. */
async function addReplayJob({ jobs }: Stores): Promise<void> {
  await jobs.add(REPLAY_JOB, {}, { jobKey: REPLAY_JOB, queue: REPLAY_QUEUE });
}
