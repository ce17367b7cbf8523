import type { Stores } from "@/lib/context";
import {
  EXECUTE_JOB,
  LONGEST_COOLDOWN_MS,
  targetName,
  type ResponsePolicy,
  type ResponseRun,
} from "@/lib/domain/response";
import { ACTION_DEFINITIONS } from "./actions/action-definitions";
import { changeRun } from "./change-run";
import { guard, type Verdict } from "./guardrails";
import { capacityShareOf } from "./target-figures";

export type Claim =
  | { readonly kind: "claimed"; readonly run: ResponseRun }
  | Extract<Verdict, { kind: "refused" }>
  /** Somebody was quicker. */
  | { readonly kind: "lost" };

export interface JudgedRun {
  readonly verdict: Verdict;
  readonly capacityShare: number | null;
}

/** What guardrails say of a run at this moment. */
export async function judgeRun(
  stores: Stores,
  run: ResponseRun,
  { limits }: ResponsePolicy,
  nowMs: number,
): Promise<JudgedRun> {
  const counted = await stores.responses.counted(nowMs - LONGEST_COOLDOWN_MS);
  const capacityShare = await capacityShareOf(stores, run, run.action);
  const { action, region, service } = run;
  const verdict = guard({
    ...{ action, region, service, limits, capacityShare, nowMs },
    runs: counted.filter(({ id }) => id !== run.id),
    settings: await stores.responseSettings.read(),
  });
  return { verdict, capacityShare };
}

/**
 * Lets a run start, if every limit allows it. In the caller's transaction, which holds the lock of claims: limits are checked
 * and the claim is written as one, and the job that carries it out exists once both are.
 */
export async function claimRun(
  tx: Stores,
  run: ResponseRun,
  policy: ResponsePolicy,
  by: string,
  nowMs: number,
): Promise<Claim> {
  const { verdict, capacityShare } = await judgeRun(tx, run, policy, nowMs);
  if (verdict.kind === "refused") return verdict;
  const change = { capacityShare, claimedMs: nowMs, decidedBy: by, decidedMs: nowMs, heldBy: null };
  const text = `Started: ${changeOf(run)}`;
  const claimed = await changeRun(tx, run, { event: "claim", change, text, by, nowMs });
  if (claimed === null) return { kind: "lost" };
  await tx.jobs.add(EXECUTE_JOB, { id: run.id }, { jobKey: `${EXECUTE_JOB}:${run.id}` });
  return { kind: "claimed", run: claimed };
}

export function changeOf(run: Pick<ResponseRun, "action" | "region" | "service">): string {
  return ACTION_DEFINITIONS[run.action.kind].change(targetName(run), run.action);
}
