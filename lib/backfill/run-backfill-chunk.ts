import { requireSpan, spanOfFile } from "./import-span";
import { planSlice, type PlannedSlice } from "./plan-slice";
import { asNarrowed, readAhead, readWhatFits, type SliceTools } from "./read-slice";
import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { Backfill } from "@/lib/domain/backfill";
import { SECOND_MS } from "@/lib/domain/window";
import type { HistoryWriteStore } from "@/lib/pipeline/store/history-write-store";
import { AppError, isAppError } from "@/lib/platform/errors";
import { QueryError, type QueryFailure } from "@/lib/platform/prometheus-query";

export interface BackfillTools extends SliceTools {
  readonly history: HistoryWriteStore;
  /** Milliseconds that only ever grow. */
  elapsedMs(): number;
}

/** `idle`: no import is open. `more`: go on, `afterMs` from now. */
export type ChunkResult =
  | { readonly kind: "idle" }
  | {
      readonly kind: "more";
      readonly afterMs: number;
      /** What went wrong and is not the source's: for our own log. */
      readonly fault: unknown;
    };

/** About half an hour, each time waiting longer. */
const MAX_FAILURES = 30;
const LONGEST_WAIT_MS = 60 * SECOND_MS;
/** Tried again like one of the source's, so that it does not keep the other imports waiting. */
const OURS = { text: "It failed inside this product: the worker's log says how.", passing: true };
/** Nobody was left to say what went wrong. */
const ALWAYS_ENDED = `The worker ended ${MAX_FAILURES} times while it read: the source is too large for its memory. Import it in parts.`;
/** What another attempt may mend. */
const PASSING: readonly QueryFailure[] = ["unreachable", "timeout", "engine"];

/** Does the next part of whatever import is open: read, then written and noted in one transaction. Needs settings:write. */
export async function runBackfillChunk(ctx: Ctx, tools: BackfillTools): Promise<ChunkResult> {
  requireScope(ctx.actor, "settings:write");
  const backfill = await ctx.backfills.nextOpen();
  if (backfill === null) return { kind: "idle" };
  try {
    if (backfill.failures >= MAX_FAILURES) throw new AppError("unprocessable", ALWAYS_ENDED);
    await ctx.backfills.noteAttempt(backfill.id);
    if (backfill.state === "waiting") await begin(ctx, backfill);
    else await advance(ctx, backfill, tools);
    return { kind: "more", afterMs: 0, fault: null };
  } catch (error) {
    const ofSource = problemOf(error);
    const problem = ofSource ?? OURS;
    const giveUp = !problem.passing || backfill.failures + 1 >= MAX_FAILURES;
    await ctx.backfills.noteProblem(backfill.id, problem.text, giveUp, ctx.clock.nowMs());
    return {
      kind: "more",
      afterMs: giveUp ? 0 : Math.min(LONGEST_WAIT_MS, SECOND_MS * 2 ** backfill.failures),
      fault: ofSource === null ? error : null,
    };
  }
}

async function begin(ctx: Ctx, backfill: Backfill): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  const span = backfill.span ?? (await spanOfFile(backfill));
  await ctx.backfills.begin(backfill.id, requireSpan(span, nowMs), nowMs);
}

async function advance(ctx: Ctx, backfill: Backfill, tools: BackfillTools): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  const { span, cursorMs } = backfill;
  if (span === null || cursorMs === null) throw new Error("A running import has a span and a cursor.");
  const plan = (fromCursorMs: number): PlannedSlice | null => {
    const slice = planSlice({ ...span, cursorMs: fromCursorMs }, nowMs);
    return slice && asNarrowed(backfill, slice, tools.ahead);
  };
  const wanted = plan(cursorMs);
  if (wanted === null) return finish(ctx, backfill, nowMs);
  const startedMs = tools.elapsedMs();
  const { slice, read } = await readWhatFits(ctx, backfill, wanted, tools);
  const next = plan(slice.fromMs);
  if (next !== null && backfill.source.kind === "engine") readAhead(ctx, backfill, next, tools);
  await tools.history.write({
    ...{ backfillId: backfill.id, cursorMs, nextCursorMs: slice.fromMs, demo: backfill.demo, nowMs },
    ...{ span: read.points === 0 ? null : read.span, points: read.points },
    workedMs: tools.elapsedMs() - startedMs,
    // One that found nothing has still to say so.
    last: next === null && backfill.points + read.points > 0,
  });
}

/** Nothing is left to read. @throws AppError unprocessable where nothing was found at all, with what to do about it */
async function finish(ctx: Ctx, backfill: Backfill, nowMs: number): Promise<void> {
  if (backfill.points === 0) throw new AppError("unprocessable", whyNothing(backfill));
  await ctx.backfills.finish(backfill.id, nowMs);
}

function whyNothing({ source, span, cursorMs }: Backfill): string {
  if (cursorMs === span?.toMs)
    return "The span holds no whole window, so there is nothing to import: make it longer, or the step shorter.";
  if (source.kind === "engine")
    return "The engine answered nothing that names a region: check the span, the labels of region and service, and the expressions.";
  return "No sample of the file was used: none of its names is mapped, or its series name no region. Add rules under Settings, Mappings, then import it again.";
}

/** What went wrong with the source; null: it is not the source. */
function problemOf(error: unknown): { text: string; passing: boolean } | null {
  if (error instanceof QueryError) return { text: error.message, passing: PASSING.includes(error.failure) };
  if (isAppError(error)) return { text: error.publicText, passing: false };
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "EACCES" || code === "EISDIR")
    return { text: "The file cannot be read: is it still there?", passing: false };
  return null;
}
