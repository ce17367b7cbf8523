import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { isActive, type Incident, type IncidentSignal } from "@/lib/domain/incident";
import type { Prediction } from "@/lib/domain/prediction";
import {
  ANSWER_WITHIN_MS,
  EXECUTE_JOB,
  HAND_OUT_AGAIN_MS,
  UNDO_JOB,
  type ResponsePolicy,
  type ResponseRun,
} from "@/lib/domain/response";
import { actorName } from "@/lib/platform/actor";
import { changeOf, claimRun } from "./claim-run";
import { changeRun, tellOf } from "./change-run";
import { interrupted, settle } from "./execute-run";
import { matchingSignal, nextAction, type PlacedSignal } from "./match-policy";
import type { NewRun } from "./response-store";
import { verifyRun } from "./verify-run";

/**
 * One round: what incidents and predictions call for is suggested, asked for or started, as policies say; what waits for
 * nothing any more expires; what was lost is found; what was done is verified. It compares states, so a round that was missed
 * loses nothing. Needs monitoring:run.
 */
export async function respond(ctx: Ctx): Promise<void> {
  requireScope(ctx.actor, "monitoring:run");
  const policies = await ctx.responsePolicies.list();
  const open = await ctx.responses.open();
  if (policies.length === 0 && open.length === 0) return;
  const round = new Round(ctx, policies);
  await round.read();
  for (const run of open) await round.keep(run);
  await round.begin();
}

class Round {
  private readonly nowMs: number;
  private readonly by: string;
  private incidents: readonly Incident[] = [];
  private signals: readonly IncidentSignal[] = [];
  private predictions: ReadonlyMap<string, Prediction> = new Map();

  constructor(
    private readonly ctx: Ctx,
    private readonly policies: readonly ResponsePolicy[],
  ) {
    this.nowMs = ctx.clock.nowMs();
    this.by = actorName(ctx.actor);
  }

  async read(): Promise<void> {
    this.incidents = await this.ctx.incidents.active();
    this.signals = await this.ctx.incidentSignals.ofIncidents(this.incidents.map(({ id }) => id));
    const { predictions } = await this.ctx.predictions.openNow();
    this.predictions = new Map(predictions.map((each) => [each.id, each]));
  }

  /** What policies call for that nobody has thought of yet. */
  async begin(): Promise<void> {
    const runs = await this.ctx.responses.ofIncidents(this.incidents.map(({ id }) => id));
    for (const incident of this.incidents)
      for (const policy of this.policies) {
        const own = this.signals.filter(({ incidentId }) => incidentId === incident.id);
        const signal = matchingSignal(policy, incident, own, this.predictions, this.nowMs);
        const before = runs.filter((run) => run.incidentId === incident.id && run.policyId === policy.id);
        const next = signal && nextAction(policy, before);
        if (signal && next) await this.think(policy, signal, next);
      }
  }

  /** What follows for a run that is not over. */
  async keep(run: ResponseRun): Promise<void> {
    switch (run.state) {
      case "suggested":
      case "awaiting-approval":
        return this.wait(run);
      case "claimed": {
        if (this.nowMs - (run.claimedMs ?? 0) < HAND_OUT_AGAIN_MS) return;
        await this.ctx.jobs.add(EXECUTE_JOB, { id: run.id }, { jobKey: `${EXECUTE_JOB}:${run.id}` });
        return;
      }
      case "running":
        if (this.nowMs - (run.executedMs ?? 0) < ANSWER_WITHIN_MS) return;
        return settle(this.ctx, run, interrupted());
      case "verifying": {
        if (run.outcome === null && run.undoAskedBy === null)
          return verifyRun(this.ctx, run, this.by, this.nowMs);
        await this.ctx.jobs.add(UNDO_JOB, { id: run.id }, { jobKey: `${UNDO_JOB}:${run.id}` });
        return;
      }
      default:
        return;
    }
  }

  private async wait(run: ResponseRun): Promise<void> {
    const why = this.overBecause(run);
    if (why !== null) {
      const step = { event: "expire", change: { outcome: why }, by: this.by, nowMs: this.nowMs } as const;
      await this.ctx.transaction((tx) => changeRun(tx, run, { ...step, text: `Expired: ${why}` }));
      return;
    }
    const policy = this.policies.find(({ id }) => id === run.policyId);
    if (run.mode === "auto" && policy?.enabled && policy.mode === "auto")
      await this.startByItself(run, policy);
  }

  private overBecause({ expiresMs, incidentId, signalId }: ResponseRun): string | null {
    if (expiresMs !== null && this.nowMs >= expiresMs) return "nobody decided in time.";
    const incident = this.incidents.find(({ id }) => id === incidentId);
    if (incident === undefined || !isActive(incident)) return "the incident is over.";
    const signal = this.signals.find(({ id }) => id === signalId);
    return signal?.endedMs === null ? null : "what it was for is over.";
  }

  private async think(
    policy: ResponsePolicy,
    signal: PlacedSignal,
    { step, action }: NonNullable<ReturnType<typeof nextAction>>,
  ): Promise<void> {
    const { id: policyId, name: policyName, mode } = policy;
    const { incidentId, id: signalId, region, service, demo } = signal;
    const isAsked = mode === "approve";
    const run: NewRun = {
      ...{ policyId, policyName, mode, incidentId, signalId, region, service, action, step, demo },
      state: isAsked ? "awaiting-approval" : "suggested",
      reason: signal.title,
      createdMs: this.nowMs,
      expiresMs: isAsked ? this.nowMs + policy.approveWithinMs : null,
    };
    const added = await this.ctx.transaction(async (tx) => {
      const created = await tx.responses.add(run);
      const word = isAsked ? "Asks for approval" : "Suggested";
      await tellOf(
        tx,
        created,
        `${word} by policy “${policyName}”: ${changeOf(created)}`,
        this.by,
        this.nowMs,
      );
      return created;
    });
    if (mode === "auto") await this.startByItself(added, policy);
  }

  private async startByItself(run: ResponseRun, policy: ResponsePolicy): Promise<void> {
    await this.ctx.transaction(async (tx) => {
      await tx.responses.lockClaims();
      const claim = await claimRun(tx, run, policy, this.by, this.nowMs);
      if (claim.kind !== "refused" || claim.limit === run.heldBy) return;
      const held = await tx.responses.changeIf(run.id, run.version, { heldBy: claim.limit });
      if (held) await tellOf(tx, run, `Not started by itself: ${claim.text}`, this.by, this.nowMs);
    });
  }
}
