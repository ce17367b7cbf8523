import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx, Stores } from "@/lib/context";
import { ANOMALY_METRICS, ANOMALY_STEP_MS, SUSPECT_BEFORE_MS, type Anomaly } from "@/lib/domain/anomaly";
import type { SignalRow } from "@/lib/domain/rollup-row";
import { DAY_MS, windowStart } from "@/lib/domain/window";
import { anomalyRound } from "@/lib/pipeline/detect/anomaly-round";
import { suspectsOf } from "@/lib/pipeline/detect/anomaly-suspects";
import { ANOMALY_TOPIC } from "./anomaly-job";
import type { AnomalyRun } from "./anomaly-run-store";
import type { AnomalyMemory, AnomalyModel } from "./anomaly-tools";
import { learnMetric } from "./learn-metric";

/** Windows that were missed for longer are learned from, and not judged any more. */
const MOST_MISSED_MS = DAY_MS;
/** Reports of changes may be late by so much. */
const LATE_REPORT_MS = SUSPECT_BEFORE_MS;
const MOST_CHANGES = 500;
const PRODUCTION = "production";

/** `idle`: no window was closed since the last run. */
export type DetectResult =
  | { readonly kind: "idle" }
  | {
      readonly kind: "detected";
      readonly run: AnomalyRun;
      readonly opened: number;
      readonly ended: number;
      /** The ids of open ones that are damaged: of their series nothing else is told. */
      readonly unreadable: readonly string[];
    };

/**
 * Judges the newest closed windows of each region by their own past and beside their siblings, stores what is unusual and
 * tells the pages in the same transaction. An anomaly alone changes no status and no score. Needs monitoring:run.
 */
export async function detectAnomalies(
  ctx: Ctx,
  tools: { readonly model: AnomalyModel; readonly memory: AnomalyMemory },
  { asOfMs }: { readonly asOfMs: number },
): Promise<DetectResult> {
  requireScope(ctx.actor, "monitoring:run");
  const { model } = tools;
  const startedMs = model.elapsedMs();
  const toMs = windowStart(asOfMs, ANOMALY_STEP_MS);
  const last = await ctx.anomalyRuns.latest();
  if (last !== null && last.detectedMs >= toMs) return { kind: "idle" };
  const fromMs = Math.max(last?.detectedMs ?? toMs - ANOMALY_STEP_MS, toMs - MOST_MISSED_MS);
  const signals = await ctx.rollups.signals();
  const { anomalies: open, unreadable } = await ctx.anomalies.open();
  // Once: it is asked of every region and window.
  const demos = new Set(signals.filter(({ demo }) => demo).map(({ region }) => region));
  const isDemo = (region: string) => demos.has(region);
  const changed: Anomaly[] = [];
  for (const metric of ANOMALY_METRICS) {
    const readings = await learnMetric(ctx, tools, metric, { fromMs, toMs }, signals);
    const here = open.filter((each) => each.metric === metric);
    changed.push(
      ...anomalyRound({ metric, readings, open: here, fromMs, isDemo, newId: () => model.newId() }),
    );
    await model.breathe();
  }
  const isTaken = ({ metric, region }: Anomaly) =>
    unreadable.some((each) => each.metric === metric && each.region === region);
  const readable = changed.filter((each) => !isTaken(each));
  const told = await withSuspects(ctx, readable, toMs);
  const run: AnomalyRun = {
    ...{ detectedMs: toMs, finishedMs: ctx.clock.nowMs(), ...waitingOf(tools.memory, signals) },
    tookMs: Math.round(model.elapsedMs() - startedMs),
    unreadable: unreadable.length,
  };
  await ctx.transaction(async (tx) => {
    await tx.anomalies.save(told);
    await tx.anomalyRuns.save(run);
    await tx.jobs.notify(ANOMALY_TOPIC);
  });
  return {
    ...{ kind: "detected", run, unreadable: unreadable.map(({ id }) => id) },
    opened: told.filter(({ openedMs }) => openedMs > fromMs).length,
    ended: told.filter(({ endedMs }) => endedMs !== null).length,
  };
}

/** The young ones with the changes before them; older ones keep those that were known. */
async function withSuspects(
  { deployments }: Stores,
  changed: readonly Anomaly[],
  nowMs: number,
): Promise<Anomaly[]> {
  const isYoung = ({ openedMs }: Anomaly) => nowMs - openedMs <= LATE_REPORT_MS;
  const starts = changed.filter(isYoung).map(({ startedMs }) => startedMs);
  if (starts.length === 0) return [...changed];
  const span = {
    fromMs: Math.min(...starts) - SUSPECT_BEFORE_MS,
    toMs: Math.max(...starts) + ANOMALY_STEP_MS,
  };
  const changes = await deployments.list({ ...span, environment: PRODUCTION, limit: MOST_CHANGES });
  return changed.map((each) => (isYoung(each) ? { ...each, suspects: suspectsOf(each, changes) } : each));
}

/** How many series are looked at, how many of them are not judged yet, and the regions that have no other, or none. */
function waitingOf(
  memory: AnomalyMemory,
  signals: readonly SignalRow[],
): Pick<AnomalyRun, "series" | "learning" | "waiting"> {
  const needs = [...memory.values()].flatMap(({ watch }) => [...watch.needs()]);
  const least = new Map<string, number>();
  const arriving = new Set(
    [...memory.values()].flatMap(({ newest }) =>
      [...newest.byRegion].flatMap(([region, { value }]) => (value === null ? [] : [region])),
    ),
  );
  const silent = [...new Set(signals.map(({ region }) => region))].filter((each) => !arriving.has(each));
  for (const [region, windows] of needs) least.set(region, Math.min(windows, least.get(region) ?? Infinity));
  return {
    series: needs.length,
    learning: needs.filter(([, windows]) => windows > 0).length,
    waiting: [
      ...silent.sort().map((region) => ({ region, windows: null })),
      ...[...least].flatMap(([region, windows]) =>
        windows > 0 && arriving.has(region) ? [{ region, windows }] : [],
      ),
    ],
  };
}
