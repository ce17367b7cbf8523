import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { historyUnitOf, type HistoryPlaces, type MetricHistories } from "@/lib/domain/metric-history";
import type { SignalRow } from "@/lib/domain/rollup-row";
import { MINUTE_MS, SECOND_MS, TIERS, WINDOW_MS, windowStart } from "@/lib/domain/window";
import { historyStep, type HistoryStep } from "@/lib/pipeline/aggregate/history-step";
import { historyRecipe, metricHistory } from "@/lib/pipeline/aggregate/metric-history";
import { HistoryWindows } from "@/lib/pipeline/store/history-windows";
import { AppError } from "@/lib/platform/errors";
import { requireKnownRegions, requireKnownService } from "./known-scope";

export interface ReadMetricHistoriesInput extends HistoryPlaces {
  readonly fromMs: number;
  readonly toMs: number;
  /** At most so many points a series; default 300, at most 2,000. */
  readonly points?: number;
}

const DEFAULT_POINTS = 300;
const MAX_POINTS = 2_000;
/** Of one answer: 8 bytes each in a browser, some 20 on the wire. */
const MAX_ANSWER_POINTS = 200_000;
/** A chart has at least so many, and this share of it may be empty before a coarser tier is looked at. */
const LEAST_STEPS = 10;
/** A closed window is in the roll-ups this long after its end. */
const FLUSH_LAG_MS = 1.5 * SECOND_MS;
/** Senders slower than this are gone, not slow: their interval does not coarsen a chart. */
const LONGEST_INTERVAL_MS = 5 * MINUTE_MS;

/**
 * Several metrics of several regions over time on one scale, at the tier and step that fit the span: gaps are null,
 * percentiles are of merged histograms.
 * @param regionsField what the caller's own input calls the regions, for a refusal
 * @throws AppError bad-request for an unknown region or service, an empty span, or too many points
 */
export async function readMetricHistories(
  ctx: Ctx,
  input: ReadMetricHistoriesInput,
  regionsField: "region" | "regions" = "regions",
): Promise<MetricHistories> {
  requireScope(ctx.actor, "metrics:read");
  const nowMs = ctx.clock.nowMs();
  const all = await ctx.rollups.signals();
  await check(ctx, input, new Set(all.map((signal) => signal.region)), regionsField);
  const signals = all.filter((signal) => concerns(signal, input));
  const finest = await readAt(ctx, input, { nowMs, signals, leastStepMs: 0 });
  return signals.length === 0 ? finest : farthestBack(ctx, input, { nowMs, signals }, finest);
}

/** What is read before the windows are. */
interface Known {
  readonly nowMs: number;
  readonly signals: readonly SignalRow[];
}

/**
 * The finest histories that go back as far as any do: what was imported, or is from before an upgrade, is in the coarser tiers
 * alone, and a chart that is empty but for its end says less than a coarser one.
 */
async function farthestBack(
  ctx: Ctx,
  input: ReadMetricHistoriesInput,
  known: Known,
  finest: MetricHistories,
): Promise<MetricHistories> {
  const worthMs = (input.toMs - input.fromMs) / LEAST_STEPS;
  let best = finest;
  for (const { windowMs } of TIERS) {
    if (windowMs <= finest.stepMs || windowMs > worthMs) continue;
    if (beginOf(best) - best.fromMs <= worthMs) break;
    const coarser = await readAt(ctx, input, { ...known, leastStepMs: windowMs });
    if (beginOf(best) - beginOf(coarser) > worthMs) best = coarser;
  }
  return best;
}

/** Start of the first step of which anything is known; the end where nothing is. */
function beginOf({ series, fromMs, toMs, stepMs }: MetricHistories): number {
  const firsts = series.map(({ columns }) => columns.value.findIndex((value) => !Number.isNaN(value)));
  const known = firsts.filter((first) => first >= 0);
  return known.length === 0 ? toMs : fromMs + Math.min(...known) * stepMs;
}

async function readAt(
  ctx: Ctx,
  input: ReadMetricHistoriesInput,
  { nowMs, signals, leastStepMs }: Known & { readonly leastStepMs: number },
): Promise<MetricHistories> {
  const { fromMs, toMs, points = DEFAULT_POINTS } = input;
  const intervalMs = slowest(signals, nowMs);
  const step = historyStep({ fromMs, toMs, nowMs, points, intervalMs, leastStepMs });
  const span = spanOf(input, step, nowMs);
  // One step more, where it is kept: whether the first one begins a run.
  const readFromMs = span.beganEarlier ? span.fromMs - span.stepMs : span.fromMs;
  const request = { ...input, step, signals, fromMs: readFromMs, toMs: span.toMs };
  const windows = await HistoryWindows.read(ctx.rollups, request);
  const wanted = input.metrics.flatMap((metric) =>
    (input.regions ?? [null]).map((region) => ({ metric, region })),
  );
  const series = await Promise.all(
    wanted.map(async ({ metric, region }) => {
      const { needs } = historyRecipe(metric);
      const parts = await Promise.all(
        needs.map(async (name) => [name, await windows.of(metric, name, region)]),
      );
      const place = { metrics: [metric], regions: region === null ? null : [region], service: input.service };
      const ends = signals.filter((signal) => concerns(signal, place)).map(endOfNewest);
      const dataEndMs = Math.min(Math.max(0, ...ends), closedEnd(nowMs));
      const columns = metricHistory(metric, Object.fromEntries(parts), { ...span, dataEndMs });
      return { metric, unit: historyUnitOf(metric), region, service: input.service, columns };
    }),
  );
  return {
    tier: step.tier.name,
    stepMs: step.stepMs,
    fromMs: span.fromMs,
    toMs: Math.max(span.fromMs, span.toMs),
    demo: signals.some((signal) => signal.demo),
    series,
  };
}

/** The steps that are asked for and have begun. */
function spanOf({ fromMs, toMs }: ReadMetricHistoriesInput, { stepMs, tier }: HistoryStep, nowMs: number) {
  const firstMs = windowStart(fromMs, stepMs);
  const lastMs = windowStart(Math.min(toMs, closedEnd(nowMs)) - 1, stepMs);
  return {
    fromMs: firstMs,
    toMs: lastMs + stepMs,
    stepMs,
    beganEarlier: firstMs - stepMs >= nowMs - tier.keepMs,
  };
}

/** End of the newest window that is closed and stored. */
function closedEnd(nowMs: number): number {
  return windowStart(nowMs - FLUSH_LAG_MS, WINDOW_MS);
}

function endOfNewest({ newestSampleMs }: SignalRow): number {
  return windowStart(newestSampleMs, WINDOW_MS) + WINDOW_MS;
}

/** @param live regions that something was ever received of: they need not be looked up */
async function check(
  ctx: Ctx,
  input: ReadMetricHistoriesInput,
  live: ReadonlySet<string>,
  regionsField: string,
): Promise<void> {
  const refuse = (pointer: string, message: string) =>
    new AppError("bad-request", `${pointer} ${message}.`, { errors: [{ pointer, message }] });
  const { points = DEFAULT_POINTS, regions, service } = input;
  if (!(input.fromMs < input.toMs)) throw refuse("from", "must be before to");
  if (input.fromMs > ctx.clock.nowMs()) throw refuse("from", "must not be in the future");
  if (!Number.isInteger(points) || points < 1 || points > MAX_POINTS)
    throw refuse("points", `must be a whole number from 1 to ${MAX_POINTS}`);
  if (points * input.metrics.length * (regions?.length ?? 1) > MAX_ANSWER_POINTS)
    throw refuse("points", `of all series together must be at most ${MAX_ANSWER_POINTS}`);
  if (regions?.some((region) => !live.has(region)))
    await requireKnownRegions(ctx.catalog, regions, regionsField);
  if (service !== null) await requireKnownService(ctx.catalog, service, "service");
}

function concerns(signal: SignalRow, { metrics, regions, service }: HistoryPlaces): boolean {
  if (!metrics.some((metric) => historyRecipe(metric).needs.includes(signal.metric))) return false;
  return (
    (regions === null || regions.includes(signal.region)) && (service === null || signal.service === service)
  );
}

function slowest(signals: readonly SignalRow[], nowMs: number): number | null {
  const live = signals.filter((signal) => nowMs - signal.newestSampleMs <= LONGEST_INTERVAL_MS);
  const known = live.flatMap((signal) => signal.intervalMs ?? []);
  return known.length === 0 ? null : Math.min(LONGEST_INTERVAL_MS, Math.max(...known));
}
