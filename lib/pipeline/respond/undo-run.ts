import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { ResponseRun } from "@/lib/domain/response";
import { actorName } from "@/lib/platform/actor";
import { changeOf } from "./claim-run";
import { changeRun, escalate, tellOf } from "./change-run";
import { requestOf } from "./execute-run";
import type { Executor, ExecutorAnswer } from "./executor";

const NO_EXECUTOR: ExecutorAnswer = {
  kind: "refused",
  because: "Nothing here carries actions out.",
  answer: null,
};

/** Takes an action back that did not help, or that a person wants back. Safe to repeat. Needs monitoring:run. */
export async function undoRun(
  ctx: Ctx,
  executor: Executor | null,
  { id }: { readonly id: string },
): Promise<void> {
  requireScope(ctx.actor, "monitoring:run");
  const run = await ctx.responses.find(id);
  if (run === null || !isWanted(run)) return;
  const answer = executor === null ? NO_EXECUTOR : await executor.undo(requestOf(run), run.externalId);
  const nowMs = ctx.clock.nowMs();
  const by = run.undoAskedBy ?? actorName(ctx.actor);
  await ctx.transaction(async (tx) => {
    const isDone = answer.kind === "accepted";
    const why = run.undoAskedBy === null ? ` ${run.outcome}` : "";
    const text = isDone ? `Taken back: ${changeOf(run)}.${why}` : stuck(run, answer);
    if (!isDone && run.state === "verified") {
      const kept = await tx.responses.changeIf(run.id, run.version, { undoAskedBy: null });
      return kept && tellOf(tx, run, text, by, nowMs);
    }
    const event = isDone ? "undone" : "not-relieved";
    const change = isDone ? {} : { outcome: text };
    const changed = await changeRun(tx, run, { event, change, text, by, nowMs });
    if (changed !== null && run.undoAskedBy === null) await escalate(tx, run, by, nowMs);
  });
}

/** It was found not to help, or a person asked for it. */
function isWanted({ state, outcome, undoAskedBy }: ResponseRun): boolean {
  if (state === "verified") return undoAskedBy !== null;
  return state === "verifying" && (undoAskedBy !== null || outcome !== null);
}

function stuck(run: ResponseRun, answer: Exclude<ExecutorAnswer, { kind: "accepted" }>): string {
  return `Could not be taken back: ${changeOf(run)}. ${answer.because} Somebody has to.`;
}
