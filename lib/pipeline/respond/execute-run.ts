import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { CLAIM_LASTS_MS, DEFAULT_VERIFY_WITHIN_MS, type ResponseRun } from "@/lib/domain/response";
import { actorName } from "@/lib/platform/actor";
import { changeOf } from "./claim-run";
import { changeRun, type RunStep } from "./change-run";
import type { Executor, ExecutorAnswer, ExecutorRequest } from "./executor";
import { figuresOf } from "./target-figures";

export function requestOf({ id, action, region, service }: ResponseRun): ExecutorRequest {
  return { key: id, action, region, service };
}

/**
 * Carries a claimed run out, once: that it starts is committed before its executor is asked, so that a run which is found
 * started was interrupted. Nobody knows then whether it acted, and it is never repeated. Needs monitoring:run.
 */
export async function executeRun(
  ctx: Ctx,
  executor: Executor | null,
  { id }: { readonly id: string },
): Promise<void> {
  requireScope(ctx.actor, "monitoring:run");
  const run = await ctx.responses.find(id);
  if (run?.state === "running") return settle(ctx, run, interrupted());
  if (run?.state !== "claimed") return;
  const obstacle = await obstacleOf(ctx, run, executor);
  if (executor === null || obstacle !== null)
    return settle(ctx, run, { kind: "refused", because: obstacle ?? "", answer: null });
  const started = await start(ctx, run, executor);
  if (started === null) return;
  await settle(ctx, started, await executor.execute(requestOf(started)));
}

export function interrupted(): ExecutorAnswer {
  return { kind: "unknown", because: "It was interrupted between start and answer" };
}

async function obstacleOf(ctx: Ctx, run: ResponseRun, executor: Executor | null): Promise<string | null> {
  if (executor === null)
    return "Nothing here carries actions out: set RESPONSE_WEBHOOK_URL and RESPONSE_WEBHOOK_SECRET.";
  if (executor.simulated !== run.demo)
    return run.demo
      ? `It is of the simulated fleet, and ${executor.name} acts on what is real.`
      : "It is real, and only the simulated fleet can be acted on: set RESPONSE_WEBHOOK_URL and RESPONSE_WEBHOOK_SECRET.";
  if ((await ctx.responseSettings.read()).stopped) return "All automated responses were stopped.";
  if (ctx.clock.nowMs() - (run.claimedMs ?? 0) > CLAIM_LASTS_MS)
    return "It was not carried out within 5 min of its claim, and what it was for may be over.";
  return null;
}

function start(ctx: Ctx, run: ResponseRun, executor: Executor): Promise<ResponseRun | null> {
  const nowMs = ctx.clock.nowMs();
  return ctx.transaction(async (tx) => {
    const policy = await tx.responsePolicies.find(run.policyId);
    const change = {
      executedMs: nowMs,
      verifyByMs: nowMs + (policy?.verifyWithinMs ?? DEFAULT_VERIFY_WITHIN_MS),
      before: await figuresOf(tx, run),
      request: executor.describe(requestOf(run)),
    };
    const text = `Sent to ${executor.name}: ${changeOf(run)}`;
    return changeRun(tx, run, { event: "start", change, text, by: actorName(ctx.actor), nowMs });
  });
}

/** Writes down what became of the request. A run that went on meanwhile stays as it is. */
export async function settle(ctx: Ctx, run: ResponseRun, answer: ExecutorAnswer): Promise<void> {
  const at = { by: actorName(ctx.actor), nowMs: ctx.clock.nowMs() };
  await ctx.transaction((tx) => changeRun(tx, run, { ...stepOf(run, answer), ...at }));
}

function stepOf(run: ResponseRun, answer: ExecutorAnswer): Pick<RunStep, "event" | "change" | "text"> {
  switch (answer.kind) {
    case "accepted": {
      const change = { externalId: answer.externalId, answer: answer.answer };
      return { event: "answer", change, text: `Accepted: ${changeOf(run)}` };
    }
    case "refused": {
      const change = { outcome: answer.because, answer: answer.answer };
      return { event: "refusal", change, text: `Not done: ${changeOf(run)}. ${answer.because}` };
    }
    case "unknown": {
      const text = `${answer.because}: whether it was done is not known. Look, and settle it: ${changeOf(run)}`;
      return { event: "silence", change: { outcome: answer.because }, text };
    }
    default:
      return answer satisfies never;
  }
}
