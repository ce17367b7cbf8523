import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx, Stores } from "@/lib/context";
import {
  DEFAULT_VERIFY_WITHIN_MS,
  UNDO_JOB,
  type ResponsePolicy,
  type ResponseRun,
} from "@/lib/domain/response";
import { actorName } from "@/lib/platform/actor";
import { AppError } from "@/lib/platform/errors";
import { ACTION_DEFINITIONS } from "./actions/action-definitions";
import { changeOf, claimRun } from "./claim-run";
import { changeRun, requireChanged, requireRun, tellOf } from "./change-run";

export interface DecideInput {
  readonly id: string;
}

/**
 * Lets a response start that waits for somebody. Its limits are checked in the same transaction. Needs responses:approve.
 * @throws AppError not-found, conflict when nobody is asked any more or a limit forbids it
 */
export function approveResponse(ctx: Ctx, { id }: DecideInput): Promise<ResponseRun> {
  return decide(ctx, id, "approved", async (run, tx, by, nowMs) => {
    if (run.expiresMs !== null && nowMs >= run.expiresMs)
      throw new AppError("conflict", "The time to approve it is over.");
    const policy = await requirePolicy(tx, run);
    if (!isWaiting(run)) return requireChanged(null, run);
    const claim = await claimRun(tx, run, policy, by, nowMs);
    if (claim.kind === "refused") throw new AppError("conflict", claim.text);
    return requireChanged(claim.kind === "claimed" ? claim.run : null, run);
  });
}

/** Says no to a response that waits for somebody. Needs responses:approve. @throws AppError not-found, conflict */
export function denyResponse(
  ctx: Ctx,
  { id, reason }: DecideInput & { readonly reason: string | null },
): Promise<ResponseRun> {
  return decide(ctx, id, "denied", async (run, tx, by, nowMs) => {
    const change = { decidedBy: by, decidedMs: nowMs, outcome: reason ?? "Denied." };
    const text = `Denied: ${changeOf(run)}${reason === null ? "" : `. ${reason}`}`;
    return requireChanged(await changeRun(tx, run, { event: "deny", change, text, by, nowMs }), run);
  });
}

/** Asks for an action to be taken back. Needs responses:approve. @throws AppError not-found, conflict where it cannot be */
export function undoResponse(ctx: Ctx, { id }: DecideInput): Promise<ResponseRun> {
  return decide(ctx, id, "undo-asked", async (run, tx, by, nowMs) => {
    if (!ACTION_DEFINITIONS[run.action.kind].undoable)
      throw new AppError("conflict", `“${run.action.kind}” cannot be taken back.`);
    if (run.state !== "verifying" && run.state !== "verified") return requireChanged(null, run);
    const changed = await tx.responses.changeIf(run.id, run.version, { undoAskedBy: by });
    await tellOf(tx, run, `To be taken back: ${changeOf(run)}`, by, nowMs);
    await tx.jobs.add(UNDO_JOB, { id: run.id }, { jobKey: `${UNDO_JOB}:${run.id}` });
    return requireChanged(changed, run);
  });
}

/**
 * Says whether an action of which nobody knows was carried out. Needs responses:approve.
 * @throws AppError not-found, conflict where it is known
 */
export function settleResponse(
  ctx: Ctx,
  { id, happened }: DecideInput & { readonly happened: boolean },
): Promise<ResponseRun> {
  return decide(ctx, id, "settled", async (run, tx, by, nowMs) => {
    const policy = await tx.responsePolicies.find(run.policyId);
    const verifyByMs = nowMs + (policy?.verifyWithinMs ?? DEFAULT_VERIFY_WITHIN_MS);
    const change = happened ? { outcome: null, verifyByMs } : { outcome: "It was not carried out." };
    const event = happened ? "settle-happened" : "settle-nothing";
    const text = `${happened ? "It was carried out" : "It was not carried out"}: ${changeOf(run)}`;
    return requireChanged(await changeRun(tx, run, { event, change, text, by, nowMs }), run);
  });
}

async function decide(
  ctx: Ctx,
  id: string,
  what: string,
  run: (run: ResponseRun, tx: Stores, by: string, nowMs: number) => Promise<ResponseRun>,
): Promise<ResponseRun> {
  requireScope(ctx.actor, "responses:approve");
  return ctx.transaction(async (tx) => {
    await tx.responses.lockClaims();
    const before = await requireRun(tx, id);
    const after = await run(before, tx, actorName(ctx.actor), ctx.clock.nowMs());
    await tx.audit.append(ctx.actor, `response.${what}`, id, { from: before.state, to: after.state });
    return after;
  });
}

function isWaiting({ state }: ResponseRun): boolean {
  return state === "suggested" || state === "awaiting-approval";
}

async function requirePolicy(tx: Stores, { policyId }: ResponseRun): Promise<ResponsePolicy> {
  const policy = await tx.responsePolicies.find(policyId);
  if (policy === null) throw new AppError("conflict", "The policy whose limits it has is gone.");
  return policy;
}
