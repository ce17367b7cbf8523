import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import {
  ASSESSMENT_GRID_MS,
  type PredictedBreach,
  type Prediction,
  type PredictionAssessment,
} from "@/lib/domain/prediction";
import type { PredictionReplay } from "@/lib/domain/prediction-replay";
import { DAY_MS, HOUR_MS, SECOND_MS } from "@/lib/domain/window";
import { foldPlatform, NO_SPENDING } from "@/lib/pipeline/detect/platform-cause";
import { predictionRound } from "@/lib/pipeline/detect/prediction-round";
import type { PredictionTools } from "@/lib/pipeline/detect/prediction-step";
import { withStories } from "./assess-predictions";
import { decideAssessments, readUndecided, undecidedOf } from "./decide-assessments";
import type { DecidedAssessment } from "./prediction-assessment-store";
import { PREDICTION_TOPIC } from "./prediction-job";
import type { PredictionModel } from "./prediction-tools";
import { NOTHING_PENDING, regionGrounds, type RegionGround } from "./region-grounds";

/** `idle`: none is running. `more`: go on, `afterMs` from now. */
export type ReplayResult =
  { readonly kind: "idle" } | { readonly kind: "more"; readonly afterMs: number; readonly fault: unknown };

/** So much history is one transaction, and calibration is refitted as often; of very many series less. */
const PART_MS = DAY_MS;
const SHORT_PART_MS = 6 * HOUR_MS;
const MANY_SERIES = 4_000;
const MAX_FAILURES = 10;
const LONGEST_WAIT_MS = 60 * SECOND_MS;
const PROBLEM = "It failed inside this product: the worker's log says how.";
const KILLED = "The worker ended again and again before a part was done: it may lack memory.";

/**
 * Predicts the next part of the stored history in steps of 15 min, as it would have been predicted then: each step is handed
 * the windows that were closed, and the calibration of what had become of earlier predictions. Results and progress are
 * written in one transaction, so a worker that is killed goes on where it was. Needs monitoring:run.
 */
export async function replayPredictions(ctx: Ctx, model: PredictionModel): Promise<ReplayResult> {
  requireScope(ctx.actor, "monitoring:run");
  const replay = await ctx.predictionReplays.latest();
  if (replay?.state !== "running") return { kind: "idle" };
  if (replay.failures >= MAX_FAILURES) {
    await ctx.predictionReplays.noteProblem(replay.id, KILLED, true, ctx.clock.nowMs());
    return { kind: "idle" };
  }
  const startedMs = model.elapsedMs();
  try {
    await ctx.predictionReplays.noteAttempt(replay.id);
    await replayPart(ctx, model, replay, startedMs);
    // As much rest as work: the present comes first.
    return { kind: "more", afterMs: Math.round(model.elapsedMs() - startedMs), fault: null };
  } catch (error) {
    const giveUp = replay.failures + 1 >= MAX_FAILURES;
    await ctx.predictionReplays.noteProblem(replay.id, PROBLEM, giveUp, ctx.clock.nowMs());
    const afterMs = Math.min(LONGEST_WAIT_MS, SECOND_MS * 2 ** replay.failures);
    return { kind: "more", afterMs, fault: error };
  }
}

/** What many steps made. */
interface Made {
  readonly changed: Map<string, Prediction>;
  readonly breaches: PredictedBreach[];
  readonly assessments: PredictionAssessment[];
  readonly decided: DecidedAssessment[];
  opened: number;
}

async function replayPart(
  ctx: Ctx,
  model: PredictionModel,
  replay: PredictionReplay,
  startedMs: number,
): Promise<void> {
  const { id, cursorMs, toMs } = replay;
  const series = (await ctx.predictionRuns.latest())?.series ?? 0;
  const endMs = Math.min(cursorMs + (series > MANY_SERIES ? SHORT_PART_MS : PART_MS), toMs);
  const made = await walk(ctx, model, cursorMs, endMs);
  await ctx.transaction(async (tx) => {
    const opened = made.opened;
    const workedMs = model.elapsedMs() - startedMs;
    const progress = { id, cursorMs, nextCursorMs: endMs, opened, workedMs };
    if (!(await tx.predictionReplays.advance(progress))) return;
    await tx.predictions.save([...made.changed.values()]);
    await tx.predictions.saveBreaches(made.breaches);
    await tx.predictionAssessments.save(made.assessments);
    await tx.predictionAssessments.decide(made.decided);
    await tx.jobs.notify(PREDICTION_TOPIC);
  });
  if (endMs >= toMs) await finish(ctx, model, replay);
}

async function walk(ctx: Ctx, model: PredictionModel, fromMs: number, toMs: number): Promise<Made> {
  const calibrate = model.fitCalibration(await ctx.predictionAssessments.bins(fromMs));
  const tools = { calibrate, newId: () => model.newId() };
  const pending = await ctx.predictions.pending("replay");
  const undecided = await readUndecided(ctx, { sinceMs: fromMs, nowMs: toMs });
  const made: Made = { changed: new Map(), breaches: [], assessments: [], decided: [], opened: 0 };
  const left: Prediction[] = [];
  let spending = NO_SPENDING;
  for await (const here of regionGrounds(ctx, model, { fromMs, toMs }, pending)) {
    const { assessments, pending: leftHere } = await walkRegion(ctx, model, {
      here,
      tools,
      fromMs,
      toMs,
      made,
    });
    const all = [...(undecided.get(here.region) ?? []), ...undecidedOf(assessments)];
    for (const each of decideAssessments(here.ground, toMs, all)) made.decided.push(each);
    for (const each of assessments) made.assessments.push(each);
    left.push(...leftHere);
    spending = here.spending ?? spending;
  }
  // Of the whole part at once: each region was walked by itself.
  const all = new Map([...left, ...made.changed.values()].map((each) => [each.id, each]));
  for (const each of foldPlatform([...all.values()], spending, fromMs)) made.changed.set(each.id, each);
  return made;
}

interface RegionWalk {
  readonly here: RegionGround;
  readonly tools: PredictionTools;
  readonly fromMs: number;
  readonly toMs: number;
  /** Is added to. */
  readonly made: Made;
}

async function walkRegion(
  ctx: Ctx,
  model: PredictionModel,
  { here, tools, fromMs, toMs, made }: RegionWalk,
): Promise<{
  readonly assessments: readonly PredictionAssessment[];
  readonly pending: readonly Prediction[];
}> {
  const assessments: PredictionAssessment[] = [];
  let { pending } = here;
  for (let sinceMs = fromMs; sinceMs < toMs;) {
    const nowMs = Math.min(toMs, sinceMs + ASSESSMENT_GRID_MS);
    const round = predictionRound({ ...here, pending, sinceMs, nowMs, replayed: true, tools });
    const told = new Map((await withStories(ctx, round)).map((each) => [each.id, each]));
    for (const [id, each] of told) made.changed.set(id, each);
    pending = round.pending.map((each) => told.get(each.id) ?? each);
    made.breaches.push(...round.breaches);
    assessments.push(...round.assessments);
    made.opened += round.opened.length;
    sinceMs = nowMs;
    await model.breathe();
  }
  return { assessments, pending };
}

/** The present takes over: also what could be told while the replay went on. Repeatable. */
async function finish(ctx: Ctx, model: PredictionModel, { id, toMs }: PredictionReplay): Promise<void> {
  const run = await ctx.predictionRuns.latest();
  if (run !== null) await decideUntil(ctx, model, toMs, run.assessedMs);
  await ctx.transaction(async (tx) => {
    await tx.predictionReplays.finish(id, ctx.clock.nowMs());
    await tx.jobs.notify(PREDICTION_TOPIC);
  });
}

async function decideUntil(ctx: Ctx, model: PredictionModel, sinceMs: number, nowMs: number): Promise<void> {
  const undecided = await readUndecided(ctx, { sinceMs, nowMs });
  const span = { fromMs: sinceMs, toMs: nowMs };
  for await (const { region, ground } of regionGrounds(ctx, model, span, NOTHING_PENDING))
    await ctx.predictionAssessments.decide(decideAssessments(ground, nowMs, undecided.get(region)));
}
