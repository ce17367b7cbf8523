import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { WINDOW_MS, windowStart } from "@/lib/domain/window";
import { costsOfCycle } from "@/lib/pipeline/aggregate/incident-cost";
import type { MonitoringCycle } from "@/lib/pipeline/store/monitoring-cycle-store";
import { computeCycle } from "./compute-cycle";
import { readCycleInputs } from "./read-cycle-inputs";

export interface RunMonitoringCycleInput {
  /** End of the scheduled slot, or the instant somebody asked. The figures are of the windows closed by then. */
  readonly slotMs: number;
  readonly trigger: string;
}

export interface CycleRun extends MonitoringCycle {
  /** The ids of predictions and incidents that are damaged, and in none of its figures. */
  readonly unreadable: readonly string[];
}

/** The live stream's topic of a new snapshot. */
export const SNAPSHOT_TOPIC = "snapshot";

/**
 * Computes and stores the present, once a slot: whoever claims the slot does it in one transaction, everybody else gets
 * the cycle that was. If it fails nothing of it is stored and the slot is free again.
 */
export async function runMonitoringCycle(
  ctx: Ctx,
  { slotMs, trigger }: RunMonitoringCycleInput,
): Promise<CycleRun> {
  requireScope(ctx.actor, "monitoring:run");
  return ctx.transaction(async (tx) => {
    const { won, cycle } = await tx.cycles.claim(slotMs, trigger, ctx.clock.nowMs());
    if (!won) return { ...cycle, unreadable: [] };
    const asOfMs = windowStart(slotMs, WINDOW_MS);
    const inputs = await readCycleInputs(tx, asOfMs);
    const snapshot = computeCycle(inputs);
    await tx.snapshots.save(snapshot);
    const { business } = snapshot.executive;
    if (business?.risk) await tx.moneyAtRisk.add(asOfMs, business.currency, business.risk);
    await tx.incidentCosts.add(asOfMs, costsOfCycle(inputs.incidents, snapshot));
    const finishedAtMs = ctx.clock.nowMs();
    await tx.cycles.finish(cycle.id, asOfMs, finishedAtMs);
    await tx.jobs.notify(SNAPSHOT_TOPIC, { asOfMs });
    return { ...cycle, asOfMs, finishedAtMs, unreadable: inputs.unreadable };
  });
}
