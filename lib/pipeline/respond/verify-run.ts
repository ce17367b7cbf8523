import type { Ctx } from "@/lib/context";
import { UNDO_JOB, type ResponseRun } from "@/lib/domain/response";
import { ACTION_DEFINITIONS } from "./actions/action-definitions";
import { changeOf } from "./claim-run";
import { changeRun, escalate, tellOf } from "./change-run";
import { figuresOf } from "./target-figures";
import { verify, type Verification } from "./verify";

/** Looks whether an action helped; where it did not in time it is taken back, or, where it cannot be, the incident escalated. */
export async function verifyRun(ctx: Ctx, run: ResponseRun, by: string, nowMs: number): Promise<void> {
  const figures = await figuresOf(ctx, run);
  const found = await verification(ctx, run, figures, nowMs);
  if (found.kind === "waiting") return;
  const { because } = found;
  await ctx.transaction(async (tx) => {
    if (found.kind === "relieved") {
      const change = { after: figures, outcome: because };
      const text = `Verified: ${changeOf(run)}. ${because}`;
      await changeRun(tx, run, { event: "relieved", change, text, by, nowMs });
      return;
    }
    const change = { after: figures, outcome: because };
    const text = `Not verified: ${changeOf(run)}. ${because}`;
    if (ACTION_DEFINITIONS[run.action.kind].undoable) {
      if ((await tx.responses.changeIf(run.id, run.version, change)) === null) return;
      await tellOf(tx, run, text, by, nowMs);
      await tx.jobs.add(UNDO_JOB, { id: run.id }, { jobKey: `${UNDO_JOB}:${run.id}` });
      return;
    }
    const failed = await changeRun(tx, run, { event: "not-relieved", change, text, by, nowMs });
    if (failed !== null) await escalate(tx, run, by, nowMs);
  });
}

async function verification(
  ctx: Ctx,
  { incidentId, signalId, executedMs, verifyByMs }: ResponseRun,
  figures: Awaited<ReturnType<typeof figuresOf>>,
  nowMs: number,
): Promise<Verification> {
  const signals = await ctx.incidentSignals.ofIncidents([incidentId]);
  // A merge moves signals to another incident; it is still the same one.
  const signal = signals.find(({ id }) => id === signalId) ?? (await movedSignal(ctx, signalId));
  if (signal === null || executedMs === null || verifyByMs === null)
    return { kind: "not-relieved", because: "What it was for is not known any more." };
  const isPredicted = signal.source === "prediction";
  const prediction = isPredicted ? await ctx.predictions.find(signal.key) : null;
  return verify({ executedMs, verifyByMs, signal, prediction, figures, nowMs });
}

async function movedSignal(ctx: Ctx, signalId: string) {
  const active = await ctx.incidents.active();
  const signals = await ctx.incidentSignals.ofIncidents(active.map(({ id }) => id));
  return signals.find(({ id }) => id === signalId) ?? null;
}
