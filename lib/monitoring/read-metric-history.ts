import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { HistoryMetric, MetricHistory } from "@/lib/domain/metric-history";
import type { MetricName } from "@/lib/domain/metric";
import { MINUTE_MS, SECOND_MS, WINDOW_MS, windowStart } from "@/lib/domain/window";
import { historyStep, type HistoryStep } from "@/lib/pipeline/aggregate/history-step";
import type { HistoryWindow } from "@/lib/pipeline/aggregate/history-merge";
import { judgedParts, negated } from "@/lib/pipeline/aggregate/judged-parts";
import { historyRecipe, metricHistory } from "@/lib/pipeline/aggregate/metric-history";
import { AppError } from "@/lib/platform/errors";
import type { SignalRow } from "@/lib/domain/rollup-row";
import { requireKnownRegions, requireKnownService } from "./known-scope";

export interface ReadMetricHistoryInput {
  readonly metric: HistoryMetric;
  /** null: the whole platform. */
  readonly region: string | null;
  readonly service: string | null;
  readonly fromMs: number;
  readonly toMs: number;
  /** At most so many points; default 300, at most 2,000. */
  readonly points?: number;
}

export const DEFAULT_POINTS = 300;
export const MAX_POINTS = 2_000;
/** A closed window is in the roll-ups this long after its end. */
const FLUSH_LAG_MS = 1.5 * SECOND_MS;
/** Senders slower than this are gone, not slow: their interval does not coarsen a chart. */
const LONGEST_INTERVAL_MS = 5 * MINUTE_MS;

/**
 * A metric over time, at the tier and step that fit the span: gaps are null, percentiles are of merged histograms.
 * @throws AppError bad-request for an unknown region or service, an empty span, or too many points
 */
export async function readMetricHistory(ctx: Ctx, input: ReadMetricHistoryInput): Promise<MetricHistory> {
  requireScope(ctx.actor, "metrics:read");
  await check(ctx, input);
  const nowMs = ctx.clock.nowMs();
  const { metric, region, service } = input;
  const { needs, unit } = historyRecipe(metric);
  const signals = (await ctx.rollups.signals()).filter((signal) => concerns(signal, needs, input));
  const step = historyStep({
    fromMs: input.fromMs,
    toMs: input.toMs,
    nowMs,
    points: input.points ?? DEFAULT_POINTS,
    intervalMs: slowest(signals, nowMs),
  });
  const { stepMs, tier } = step;
  const fromMs = windowStart(input.fromMs, stepMs);
  const closedMs = windowStart(nowMs - FLUSH_LAG_MS, WINDOW_MS);
  const toMs = windowStart(Math.min(input.toMs, closedMs) - 1, stepMs) + stepMs;
  // One step more, where it is kept: whether the first one begins a run.
  const beganEarlier = fromMs - stepMs >= nowMs - tier.keepMs;
  const span = { fromMs: beganEarlier ? fromMs - stepMs : fromMs, toMs };
  const windows = await Promise.all(
    needs.map((name) =>
      JUDGED.includes(metric) && service === null
        ? readJudgedWindows(ctx, name, input, { signals, step, span })
        : readWindows(ctx, name, input, step, span),
    ),
  );
  const newestMs = Math.max(
    0,
    ...signals.map((signal) => windowStart(signal.newestSampleMs, WINDOW_MS) + WINDOW_MS),
  );
  const points = metricHistory(
    metric,
    Object.fromEntries(needs.map((name, index) => [name, windows[index]])),
    {
      fromMs,
      toMs,
      stepMs,
      dataEndMs: Math.min(newestMs, closedMs),
      beganEarlier,
    },
  );
  return {
    metric,
    unit,
    region,
    service,
    tier: tier.name,
    stepMs,
    fromMs,
    toMs: Math.max(fromMs, toMs),
    points,
  };
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Ratios that judge only requests whose errors are known. */
const JUDGED: readonly HistoryMetric[] = ["error_rate", "availability"];

/** Requests or errors of the parts that are judged; packed blocks wherever a region is judged as a whole. */
async function readJudgedWindows(
  ctx: Ctx,
  name: MetricName,
  input: ReadMetricHistoryInput,
  { signals, step, span }: { signals: readonly SignalRow[]; step: HistoryStep; span: Span },
): Promise<readonly HistoryWindow[]> {
  const whole = await readWindows(ctx, name, input, step, span);
  const regions = input.region === null ? new Set(signals.map((signal) => signal.region)) : [input.region];
  const ofServices = async (region: string, services: readonly string[]) =>
    (await Promise.all(services.map((service) => readWindows(ctx, name, { ...input, region, service }, step, span)))).flat(); // prettier-ignore
  const judged = [...regions].map(async (region) => {
    const parts = judgedParts(signals, region);
    const own = whole.filter((window) => window.region === region);
    switch (parts.kind) {
      case "none":
        return [];
      case "whole":
        return own;
      case "only":
        return ofServices(region, parts.services);
      case "without":
        return name === "requests" ? [...own, ...negated(await ofServices(region, parts.services))] : own;
      default:
        return parts satisfies never;
    }
  });
  return (await Promise.all(judged)).flat();
}

async function check(ctx: Ctx, input: ReadMetricHistoryInput): Promise<void> {
  const refuse = (pointer: string, message: string) =>
    new AppError("bad-request", `${pointer} ${message}.`, { errors: [{ pointer, message }] });
  const { points = DEFAULT_POINTS } = input;
  if (!(input.fromMs < input.toMs)) throw refuse("from", "must be before to");
  if (input.fromMs > ctx.clock.nowMs()) throw refuse("from", "must not be in the future");
  if (!Number.isInteger(points) || points < 1 || points > MAX_POINTS)
    throw refuse("points", `must be a whole number from 1 to ${MAX_POINTS}`);
  if (input.region !== null) await requireKnownRegions(ctx.catalog, [input.region], "region");
  if (input.service !== null) await requireKnownService(ctx.catalog, input.service, "service");
}

function concerns(
  signal: SignalRow,
  needs: readonly MetricName[],
  { region, service }: ReadMetricHistoryInput,
): boolean {
  if (!needs.includes(signal.metric)) return false;
  return (region === null || signal.region === region) && (service === null || signal.service === service);
}

function slowest(signals: readonly SignalRow[], nowMs: number): number | null {
  const live = signals.filter((signal) => nowMs - signal.newestSampleMs <= LONGEST_INTERVAL_MS);
  const known = live.flatMap((signal) => signal.intervalMs ?? []);
  return known.length === 0 ? null : Math.min(LONGEST_INTERVAL_MS, Math.max(...known));
}

function readWindows(
  ctx: Ctx,
  metric: MetricName,
  { region, service }: ReadMetricHistoryInput,
  { tier, stepMs }: HistoryStep,
  { fromMs, toMs }: Span,
): Promise<readonly HistoryWindow[]> {
  const blockPercentilesStand = region !== null && stepMs === tier.windowMs;
  if (service === null && (metric !== "latency" || blockPercentilesStand))
    return ctx.rollups.regionHistory({ metric, region, tier, fromMs, toMs });
  return ctx.rollups.serviceHistory({ metric, region, service, tier, fromMs, toMs });
}
