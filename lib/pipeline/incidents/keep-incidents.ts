import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx, Stores } from "@/lib/context";
import {
  INCIDENT_TOPIC,
  QUIET_MS,
  type Incident,
  type NewSignal,
  type SignalSource,
} from "@/lib/domain/incident";
import { isSilenced } from "@/lib/domain/maintenance-window";
import { anomalySignals, objectiveSignals, predictionSignals, silenceSignals } from "./own-signals";
import { addNotifyJob } from "./add-notify-job";
import { stepIncident } from "./incident-state";
import { SYSTEM } from "./incident-drafts";
import { takeSignals } from "./take-signals";

export interface KeptIncidents {
  readonly opened: readonly Incident[];
  readonly resolved: readonly Incident[];
}

/** Sources whose word is not sent to us: it is what is true now. */
const OWN_SOURCES = [
  "prediction",
  "objective",
  "anomaly",
  "silence",
] as const satisfies readonly SignalSource[];

/**
 * Brings incidents in line with what is wrong now: what has begun is taken in, what is no longer so ends, and an incident that
 * has been quiet for long enough is resolved. It compares states, so a run that was missed loses nothing. Needs monitoring:run.
 */
export async function keepIncidents(ctx: Ctx): Promise<KeptIncidents> {
  requireScope(ctx.actor, "monitoring:run");
  const nowMs = ctx.clock.nowMs();
  const wrong = await wrongNow(ctx, nowMs);
  return ctx.transaction(async (tx) => {
    await tx.incidents.lockGrouping();
    const signals = [...(await comparedAll(tx, wrong, nowMs)), ...(await heardAgain(tx, nowMs))];
    const { opened } = await takeSignals(tx, signals, nowMs);
    return { opened, resolved: await resolveQuiet(tx, nowMs) };
  });
}

async function wrongNow(ctx: Ctx, nowMs: number): Promise<NewSignal[]> {
  const { predictions } = await ctx.predictions.openNow();
  const { anomalies } = await ctx.anomalies.open();
  const objectives = await ctx.objectives.all();
  return [
    ...predictionSignals(predictions, nowMs),
    ...anomalySignals(anomalies),
    ...objectiveSignals(await ctx.standings.latest(), objectives),
    ...silenceSignals((await ctx.snapshots.latestRegions()) ?? []),
  ];
}

async function comparedAll(tx: Stores, wrong: readonly NewSignal[], nowMs: number): Promise<NewSignal[]> {
  const all: NewSignal[] = [];
  for (const source of OWN_SOURCES) all.push(...(await compared(tx, source, wrong, nowMs)));
  return all;
}

/** What is wrong and not known yet or known otherwise, and the ends of what is known and no longer so. */
async function compared(
  tx: Stores,
  source: SignalSource,
  wrong: readonly NewSignal[],
  nowMs: number,
): Promise<NewSignal[]> {
  const firing = new Map((await tx.incidentSignals.firing(source)).map((each) => [each.subject, each]));
  const now = new Map(wrong.filter((each) => each.source === source).map((each) => [each.subject, each]));
  const continued = [...now.values()].map((each) => {
    const known = firing.get(each.subject);
    return known ? { ...each, key: known.key, startedMs: known.startedMs } : each;
  });
  const over = [...firing.values()].filter(({ subject }) => !now.has(subject));
  return [...continued, ...over.map((each) => ({ ...each, endedMs: nowMs }))];
}

/** What was sent during maintenance that is over now, and has not ended. */
async function heardAgain(tx: Stores, nowMs: number): Promise<NewSignal[]> {
  const kept = await tx.silencedSignals.list();
  if (kept.length === 0) return [];
  const windows = await tx.maintenanceWindows.list();
  return kept.filter((signal) => !isSilenced(signal, windows, nowMs));
}

async function resolveQuiet(tx: Stores, nowMs: number): Promise<Incident[]> {
  const quiet = (await tx.incidents.active()).filter(
    ({ quietSinceMs }) => quietSinceMs !== null && nowMs - quietSinceMs >= QUIET_MS,
  );
  const resolved: Incident[] = [];
  for (const { id, status } of quiet) {
    const step = stepIncident(status, { kind: "quiet" });
    if (step.kind !== "to") continue;
    const resolution = `Nothing of it fired for ${QUIET_MS / 60_000} min.`;
    const end = { status: step.status, resolvedMs: nowMs, resolvedBy: SYSTEM, resolution };
    resolved.push(await tx.incidents.change(id, end, nowMs));
    const told = { kind: "resolved", text: resolution, actor: SYSTEM } as const;
    const times = { atMs: nowMs, recordedMs: nowMs };
    const eventId = await tx.incidentEvents.append({ incidentId: id, ...told, ...times });
    await addNotifyJob(tx, { incidentId: id, event: "resolved", eventId });
  }
  if (resolved.length > 0) await tx.jobs.notify(INCIDENT_TOPIC);
  return resolved;
}
