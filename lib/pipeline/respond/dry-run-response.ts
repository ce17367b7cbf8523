import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { ResponseRun, TargetFigures } from "@/lib/domain/response";
import { AppError } from "@/lib/platform/errors";
import { ACTION_DEFINITIONS } from "./actions/action-definitions";
import { changeOf, judgeRun, type JudgedRun } from "./claim-run";
import { requireRun } from "./change-run";
import { requestOf } from "./execute-run";
import type { Executor } from "./executor";
import { figuresOf } from "./target-figures";

export interface DryRun extends JudgedRun {
  readonly run: ResponseRun;
  readonly change: string;
  readonly expected: string;
  readonly undoable: boolean;
  /** Who would carry it out, and what would be sent; null: nobody would. */
  readonly executor: string | null;
  readonly request: unknown;
  /** Of the target, now. */
  readonly figures: TargetFigures | null;
}

/**
 * What would happen if a response were started now; nothing does. Needs metrics:read.
 * @throws AppError not-found, conflict where its policy is gone
 */
export async function dryRunResponse(
  ctx: Ctx,
  executor: Executor | null,
  { id }: { readonly id: string },
): Promise<DryRun> {
  requireScope(ctx.actor, "metrics:read");
  const run = await requireRun(ctx, id);
  const policy = await ctx.responsePolicies.find(run.policyId);
  if (policy === null) throw new AppError("conflict", "The policy whose limits it has is gone.");
  const { expected, undoable } = ACTION_DEFINITIONS[run.action.kind];
  return {
    ...(await judgeRun(ctx, run, policy, ctx.clock.nowMs())),
    ...{ run, change: changeOf(run), expected, undoable },
    executor: executor?.name ?? null,
    request: executor?.describe(requestOf(run)) ?? null,
    figures: await figuresOf(ctx, run),
  };
}
