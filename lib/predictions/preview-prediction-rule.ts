import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { median } from "@/lib/domain/median";
import {
  ASSESSMENT_GRID_MS,
  PREDICTION_STEP_MS,
  type Prediction,
  type PredictionSeries,
} from "@/lib/domain/prediction";
import { predictionRuleFor, type PredictionRule, type RuleSubject } from "@/lib/domain/prediction-rule";
import { seriesEndMs } from "@/lib/domain/regular-series";
import { DAY_MS, MINUTE_MS, windowStart } from "@/lib/domain/window";
import { PredictionGround, predictionRound } from "@/lib/pipeline/detect/prediction-round";
import { requireKnownRuleRegion } from "./prediction-rule-scope";
import type { PredictionModel } from "./prediction-tools";
import { countServices, readPredictionSeries } from "./read-prediction-series";

/** The longest span looked back over. */
const PREVIEW_MS = 28 * DAY_MS;
/** What a window's samples take until they are stored. One read before is packed as a gap, and the next run is to see it. */
const STORED_WITHIN_MS = MINUTE_MS;
/** What one answer may cost: so many regions, and services as far as there is room for them. */
const MAX_SERIES = 40;
const ROOM_FOR_SERVICES = 20;

/** What a rule would have done. */
export interface RulePreview {
  readonly fromMs: number;
  readonly toMs: number;
  /** Series that it would have been for. */
  readonly series: number;
  /** Those left out, since there are more than one answer can try. */
  readonly leftOut: number;
  readonly wouldFire: number;
  readonly hits: number;
  readonly false: number;
  /** Fired, and not known yet what becomes of it. */
  readonly undecided: number;
  /** Breaches at whose onset nothing would have been open. */
  readonly missed: number;
  /** From firing to breach, of the true ones; null: there are none. */
  readonly medianLeadMs: number | null;
}

/**
 * What a rule would have done over the last 28 days, by what was known at each time; nothing is stored. Needs settings:write.
 * @throws AppError bad-request for a region never seen
 */
export async function previewPredictionRule(
  ctx: Ctx,
  model: PredictionModel,
  input: PredictionRule,
): Promise<RulePreview> {
  requireScope(ctx.actor, "settings:write");
  await requireKnownRuleRegion(ctx, input);
  const toMs = windowStart(ctx.clock.nowMs() - STORED_WITHIN_MS, PREDICTION_STEP_MS);
  const { series, leftOut } = await readTried(ctx, { ...input, enabled: true }, toMs);
  const firstMs = Math.min(toMs, ...series.map((each) => each.series.startMs));
  const fromMs = windowStart(Math.max(toMs - PREVIEW_MS, firstMs), ASSESSMENT_GRID_MS);
  const grounds = [...new Set(series.map(({ subject: { region } }) => region))].map((region) => {
    const here = series.filter(({ subject }) => subject.region === region);
    return new PredictionGround(here, () => input, model.crossing);
  });
  const found = await walk(ctx, model, grounds, { fromMs, toMs });
  return { fromMs, toMs, series: series.length, leftOut, ...found };
}

interface Tried {
  readonly series: readonly PredictionSeries[];
  readonly leftOut: number;
}

/** Those that the rule would be for: a rule for all is not for regions with one of their own. Regions as a whole come first. */
async function readTried(ctx: Ctx, rule: PredictionRule, toMs: number): Promise<Tried> {
  const { kind } = rule;
  const others = (await ctx.predictionRules.all()).filter(
    (each) => each.kind === kind && each.region !== rule.region,
  );
  const rules = [...others, rule];
  const isWanted = (subject: RuleSubject) => predictionRuleFor(rules, subject) === rule;
  const query = { rules, fromMs: toMs - PREVIEW_MS, toMs, isWanted };
  const regions: PredictionSeries[] = [];
  for await (const { series } of readPredictionSeries(ctx, { ...query, of: "regions" }))
    regions.push(...series);
  regions.sort((a, b) => seriesEndMs(b.series) - seriesEndMs(a.series));
  const room = Math.max(0, ROOM_FOR_SERVICES - regions.length);
  const services: PredictionSeries[] = [];
  if (room > 0)
    for await (const { series } of readPredictionSeries(ctx, { ...query, of: "services" })) {
      services.push(...series.slice(0, room - services.length));
      if (services.length === room) break;
    }
  const all = regions.length + (await countServices(ctx, kind, isWanted));
  const series = [...regions.slice(0, MAX_SERIES), ...services];
  return { series, leftOut: all - series.length };
}

async function walk(
  ctx: Ctx,
  model: PredictionModel,
  grounds: readonly PredictionGround[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
) {
  // By outcomes that were known before: otherwise the rule would be tried on what it was fitted to.
  const calibrate = model.fitCalibration(await ctx.predictionAssessments.bins(fromMs));
  const tools = { calibrate, newId: () => model.newId() };
  const ended: Prediction[] = [];
  const undecided: Prediction[] = [];
  let missed = 0;
  for (const ground of grounds) {
    let pending: readonly Prediction[] = [];
    for (let sinceMs = fromMs; sinceMs < toMs;) {
      const nowMs = Math.min(toMs, sinceMs + ASSESSMENT_GRID_MS);
      const round = predictionRound({ ground, pending, sinceMs, nowMs, replayed: true, tools });
      pending = round.pending;
      ended.push(...round.changed.filter(({ resolvedMs }) => resolvedMs !== null));
      missed += round.breaches.filter(({ predictionId }) => predictionId === null).length;
      sinceMs = nowMs;
      await model.breathe();
    }
    undecided.push(...pending);
  }
  const leads = ended.flatMap(({ breachMs, openedMs }) => (breachMs === null ? [] : [breachMs - openedMs]));
  return {
    wouldFire: ended.length + undecided.length,
    hits: leads.length,
    false: ended.filter(({ outcome }) => outcome === "false").length,
    undecided: undecided.length + ended.filter(({ outcome }) => outcome === null).length,
    missed,
    medianLeadMs: median(leads),
  };
}
