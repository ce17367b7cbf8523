import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { requireScope } from "@/lib/auth/require-scope";
import type { KpiOutcome } from "./kpi-outbox-store";
import { kpiRequestBody } from "./kpi-request";
import type { Ctx } from "@/lib/context";
import type { BusinessFigure } from "@/lib/domain/business-figure";
import { AppError } from "@/lib/platform/errors";

const PATIENCE_MS = 2_000;
const POLL_MS = 40;

export interface KpiReceipt {
  readonly id: string;
  /** null: no ingester took it yet. */
  readonly outcome: KpiOutcome | null;
}

/**
 * Keeps business figures for an ingester, which takes them the way of all telemetry: log, fold, roll-ups; once, whatever
 * crashes. Waits a moment for what becomes of them. A person's are audited. Needs kpis:write.
 * @throws AppError bad-request that names a region never seen, unless it is to be registered
 */
export async function recordKpis(
  ctx: Ctx,
  input: { readonly figures: readonly BusinessFigure[]; readonly registerRegions: boolean },
): Promise<KpiReceipt> {
  requireScope(ctx.actor, "kpis:write");
  if (!input.registerRegions) await requireRegions(ctx, input.figures);
  const { actor } = ctx;
  const id = randomUUID();
  await ctx.transaction(async (tx) => {
    const body = kpiRequestBody(id, input.figures);
    const sender =
      actor.kind === "key" ? { keyId: actor.id, demo: actor.demo } : { keyId: "people", demo: false };
    await tx.kpiOutbox.add({ id, body, ...sender }, ctx.clock.nowMs());
    if (actor.kind === "user")
      await tx.audit.append(actor, "kpis.recorded", id, { figures: input.figures.length });
    await tx.jobs.notify("kpis");
  });
  const endMs = performance.now() + PATIENCE_MS;
  let outcome = await ctx.kpiOutbox.outcome(id);
  while (outcome === null && performance.now() < endMs) {
    await sleep(POLL_MS);
    outcome = await ctx.kpiOutbox.outcome(id);
  }
  return { id, outcome };
}

async function requireRegions(ctx: Ctx, figures: readonly BusinessFigure[]): Promise<void> {
  const known = new Set((await ctx.catalog.regions()).map(({ code }) => code));
  const errors = figures.flatMap(({ region }, index) =>
    known.has(region)
      ? []
      : [{ pointer: `/figures/${index}/region`, message: `unknown region ${JSON.stringify(region)}` }],
  );
  if (errors.length === 0) return;
  const names = [...new Set(errors.map(({ message }) => message))].join("; ");
  throw new AppError("bad-request", `${names}; register_regions makes it known.`, { errors });
}
