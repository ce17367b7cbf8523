import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { ANOMALY_METRICS, ANOMALY_STEP_MS } from "@/lib/domain/anomaly";
import { importedSince } from "@/lib/domain/backfill";
import { DAY_MS, windowStart } from "@/lib/domain/window";
import { withCauses } from "@/lib/pipeline/detect/anomaly-cause";
import { ANOMALY_TOPIC } from "./anomaly-job";
import type { AnomalyRun } from "./anomaly-run-store";
import type { AnomalyMemory, AnomalyModel } from "./anomaly-tools";
import { judgeMetric } from "./judge-metric";
import { waitingPlaces } from "./waiting-places";
import { watchedServices } from "./watched-services";
import { withSuspects } from "./with-suspects";

/** Windows that were missed for longer are learned from, and not judged any more. */
const MOST_MISSED_MS = DAY_MS;

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
 * Judges the newest closed windows of each region, and of each service in it, by their own past and beside their siblings,
 * stores what is unusual and tells the pages in the same transaction. An anomaly alone changes no status and no score. Needs
 * monitoring:run.
 */
export async function detectAnomalies(
  ctx: Ctx,
  tools: { readonly model: AnomalyModel; readonly memory: AnomalyMemory },
  { asOfMs }: { readonly asOfMs: number },
): Promise<DetectResult> {
  requireScope(ctx.actor, "monitoring:run");
  const { model, memory } = tools;
  const startedMs = model.elapsedMs();
  const toMs = windowStart(asOfMs, ANOMALY_STEP_MS);
  const last = await ctx.anomalyRuns.latest();
  if (last !== null && last.detectedMs >= toMs) return { kind: "idle" };
  const fromMs = Math.max(last?.detectedMs ?? toMs - ANOMALY_STEP_MS, toMs - MOST_MISSED_MS);
  const imported = last !== null && importedSince(await ctx.backfills.lastEndedMs(), last);
  if (imported) await ctx.packedSeries.forget();
  const signals = await ctx.rollups.signals();
  const services = watchedServices(signals, toMs);
  const { anomalies: open, unreadable } = await ctx.anomalies.open();
  const ground = { fromMs, toMs, signals, services: services.signals, imported, open };
  const changed = [];
  for (const metric of ANOMALY_METRICS) changed.push(...(await judgeMetric(ctx, tools, metric, ground)));
  const taken = new Set(unreadable.map(seriesKey));
  const readable = changed.filter((each) => !taken.has(seriesKey(each)));
  const told = await withSuspects(ctx, withCauses(readable), toMs);
  const run: AnomalyRun = {
    ...{ detectedMs: toMs, finishedMs: ctx.clock.nowMs(), leftOutFrom: services.leftOutFrom },
    ...waitingPlaces(memory, signals, services.leftOutFrom),
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

function seriesKey(subject: {
  readonly metric: string;
  readonly region: string;
  readonly service: string | null;
}): string {
  return JSON.stringify([subject.metric, subject.region, subject.service]);
}
