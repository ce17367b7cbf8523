import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { importedSince } from "@/lib/domain/backfill";
import { PREDICTION_STEP_MS, type Calibrate, type Prediction } from "@/lib/domain/prediction";
import { HOUR_MS, windowStart } from "@/lib/domain/window";
import {
  joinedRounds,
  predictionRound,
  type PredictionRoundResult,
} from "@/lib/pipeline/detect/prediction-round";
import { NO_SPENDING, withPlatformCauses } from "@/lib/pipeline/detect/platform-cause";
import { decideAssessments, readUndecided } from "./decide-assessments";
import type { DecidedAssessment } from "./prediction-assessment-store";
import { PREDICTION_TOPIC } from "./prediction-job";
import type { PredictionRun } from "./prediction-run-store";
import type { PredictionModel } from "./prediction-tools";
import { regionGrounds } from "./region-grounds";
import { tellPredictions } from "./tell-predictions";

/** `idle`: no window was closed since the last run. */
export type AssessResult =
  | { readonly kind: "idle" }
  | {
      readonly kind: "assessed";
      readonly run: PredictionRun;
      readonly opened: number;
      /** The ids of damaged ones that have no outcome: they are not judged, and of their series, if open, nothing is told. */
      readonly unreadable: readonly string[];
    };

/**
 * Predicts every series at the end of its newest closed window, judges what was predicted before, stores both and tells the
 * pages in the same transaction. It reads outside of one, holds no lock, and rests between two regions. Needs monitoring:run.
 */
export async function assessPredictions(
  ctx: Ctx,
  model: PredictionModel,
  { asOfMs }: { readonly asOfMs: number },
): Promise<AssessResult> {
  requireScope(ctx.actor, "monitoring:run");
  const startedMs = model.elapsedMs();
  const nowMs = windowStart(asOfMs, PREDICTION_STEP_MS);
  const last = await ctx.predictionRuns.latest();
  if (last !== null && last.assessedMs >= nowMs) return { kind: "idle" };
  const sinceMs = last?.assessedMs ?? nowMs;
  if (last !== null && importedSince(await ctx.backfills.lastEndedMs(), last))
    await ctx.packedSeries.forget();
  const pending = await ctx.predictions.pending("live");
  const undecided = await readUndecided(ctx, { sinceMs, nowMs });
  const calibrate = await calibration(ctx, model, nowMs);
  const tools = { calibrate, newId: () => model.newId() };
  const rounds: PredictionRoundResult[] = [];
  const decided: DecidedAssessment[] = [];
  let spending = NO_SPENDING;
  let series = 0;
  for await (const here of regionGrounds(ctx, model, { fromMs: nowMs, toMs: nowMs }, pending)) {
    rounds.push(predictionRound({ ...here, sinceMs, nowMs, replayed: false, tools }));
    decided.push(...decideAssessments(here.ground, nowMs, undecided.get(here.region)));
    spending = here.spending ?? spending;
    series += here.ground.series.length;
    await model.breathe();
  }
  const round = withPlatformCauses(joinedRounds(rounds), spending, nowMs - PREDICTION_STEP_MS);
  const changed = await withStories(ctx, round);
  const run: PredictionRun = {
    ...{ sinceMs: last?.sinceMs ?? nowMs, assessedMs: nowMs, finishedMs: ctx.clock.nowMs() },
    tookMs: Math.round(model.elapsedMs() - startedMs),
    ...{ series, silent: round.silent, unreadable: pending.unreadable.length },
  };
  await ctx.transaction(async (tx) => {
    await tx.predictions.save(changed);
    await tx.predictions.saveBreaches(round.breaches);
    await tx.predictionAssessments.save(round.assessments);
    await tx.predictionAssessments.decide(decided);
    await tx.predictionRuns.save(run);
    await tx.jobs.notify(PREDICTION_TOPIC);
  });
  return { kind: "assessed", run, opened: round.opened.length, unreadable: pending.unreadable };
}

/** What changed, new ones with who is affected and what to do. */
export async function withStories(
  ctx: Ctx,
  { changed, opened }: PredictionRoundResult,
): Promise<Prediction[]> {
  const told = await tellPredictions(ctx, opened);
  const byId = new Map(told.map((each) => [each.id, each]));
  return changed.map((each) => byId.get(each.id) ?? each);
}

const fitted = new WeakMap<PredictionModel, { readonly hourMs: number; readonly calibrate: Calibrate }>();

/** Refitted each hour, from what had become of earlier predictions. */
async function calibration(ctx: Ctx, model: PredictionModel, nowMs: number): Promise<Calibrate> {
  const hourMs = windowStart(nowMs, HOUR_MS);
  const known = fitted.get(model);
  if (known?.hourMs === hourMs) return known.calibrate;
  const calibrate = model.fitCalibration(await ctx.predictionAssessments.bins(nowMs));
  fitted.set(model, { hourMs, calibrate });
  return calibrate;
}
