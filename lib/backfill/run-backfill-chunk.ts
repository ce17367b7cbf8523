import { backfillHeadersSchema } from "./backfill-job";
import { readEngineSlice, type SliceRead } from "./engine-slice";
import { readFileExtent, readFileSlice, type MapSeries } from "./file-slice";
import { planSlice } from "./plan-slice";
import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { Backfill, BackfillSlice, BackfillSpan } from "@/lib/domain/backfill";
import { SECOND_MS, TIERS, WINDOW_MS } from "@/lib/domain/window";
import type { HistoryWriteStore } from "@/lib/pipeline/store/history-write-store";
import { isAppError } from "@/lib/platform/errors";
import { QueryError, type PrometheusQueries, type QueryFailure } from "@/lib/platform/prometheus-query";
import type { SecretBox } from "@/lib/platform/secret-box";

export interface BackfillTools {
  readonly history: HistoryWriteStore;
  readonly box: SecretBox;
  /** The mapping as it is now. */
  mapping(): Promise<MapSeries>;
  /** How an import's engine is reached. */
  queriesFor(backfill: Backfill): PrometheusQueries;
  /** Milliseconds that only ever grow. */
  elapsedMs(): number;
  /** The slice that is read while the one before is written. */
  readonly ahead: ReadAhead;
}

/** One slice that is being read already; never rejects unheard. */
export interface ReadAhead {
  next: { readonly key: string; readonly read: Promise<SliceRead> } | null;
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
/** What another attempt may mend. */
const PASSING: readonly QueryFailure[] = ["unreachable", "timeout", "engine"];
const OLDEST_KEPT_MS = TIERS[TIERS.length - 1].keepMs;

/** Does the next part of whatever import is open: read, then written and noted in one transaction. Needs settings:write. */
export async function runBackfillChunk(ctx: Ctx, tools: BackfillTools): Promise<ChunkResult> {
  requireScope(ctx.actor, "settings:write");
  const backfill = await ctx.backfills.nextOpen();
  if (backfill === null) return { kind: "idle" };
  try {
    if (backfill.state === "waiting") await begin(ctx, backfill);
    else await advance(ctx, backfill, tools);
    return { kind: "more", afterMs: 0, fault: null };
  } catch (error) {
    const ofSource = problemOf(error);
    const problem = ofSource ?? OURS;
    const giveUp = !problem.passing || backfill.failures + 1 >= MAX_FAILURES;
    await ctx.backfills.noteFailure(backfill.id, problem.text, giveUp, ctx.clock.nowMs());
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
  const oldestMs = nowMs - OLDEST_KEPT_MS;
  await ctx.backfills.begin(
    backfill.id,
    { ...span, fromMs: Math.max(span.fromMs, oldestMs), toMs: Math.min(span.toMs, nowMs) },
    nowMs,
  );
}

async function spanOfFile({ source }: Backfill): Promise<BackfillSpan> {
  if (source.kind !== "file") throw new Error("An engine's import has its span from the start.");
  const { fromMs, toMs, stepMs } = await readFileExtent(source.path);
  // Whole windows: the last sample's is not cut off.
  const windowMs = TIERS.find((tier) => tier.windowMs >= stepMs)?.windowMs ?? WINDOW_MS;
  return {
    fromMs: Math.floor(fromMs / windowMs) * windowMs,
    toMs: Math.ceil(toMs / windowMs) * windowMs,
    stepMs,
  };
}

async function advance(ctx: Ctx, backfill: Backfill, tools: BackfillTools): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  const { span, cursorMs } = backfill;
  if (span === null || cursorMs === null) throw new Error("A running import has a span and a cursor.");
  const at = { fromMs: span.fromMs, stepMs: span.stepMs };
  const slice = planSlice({ ...at, cursorMs }, nowMs);
  if (slice === null) return ctx.backfills.finish(backfill.id, nowMs);
  const startedMs = tools.elapsedMs();
  const read = await takeSlice(ctx, backfill, slice, tools);
  const next = planSlice({ ...at, cursorMs: slice.fromMs }, nowMs);
  if (next !== null && backfill.source.kind === "engine") readAhead(ctx, backfill, next, tools);
  await tools.history.write({
    ...{ backfillId: backfill.id, cursorMs, nextCursorMs: slice.fromMs, demo: backfill.demo, nowMs },
    ...{ span: read.points === 0 ? null : read.span, points: read.points },
    workedMs: tools.elapsedMs() - startedMs,
    last: next === null,
  });
}

function keyOf({ id, source }: Backfill, { tier, fromMs, toMs }: BackfillSlice): string {
  return JSON.stringify([id, source, tier.name, fromMs, toMs]);
}

/** An engine answers while Postgres writes. */
function readAhead(ctx: Ctx, backfill: Backfill, slice: BackfillSlice, tools: BackfillTools): void {
  const read = readSlice(ctx, backfill, slice, tools);
  read.catch(() => undefined); // whoever takes it hears of it
  tools.ahead.next = { key: keyOf(backfill, slice), read };
}

function takeSlice(
  ctx: Ctx,
  backfill: Backfill,
  slice: BackfillSlice,
  tools: BackfillTools,
): Promise<SliceRead> {
  const { next } = tools.ahead;
  tools.ahead.next = null;
  return next?.key === keyOf(backfill, slice) ? next.read : readSlice(ctx, backfill, slice, tools);
}

async function readSlice(
  ctx: Ctx,
  backfill: Backfill,
  slice: BackfillSlice,
  tools: BackfillTools,
): Promise<SliceRead> {
  const { source } = backfill;
  if (source.kind === "file") return readFileSlice(source.path, slice, await tools.mapping());
  const sealed = await ctx.backfills.sealedHeaders(backfill.id);
  const headers = sealed === null ? {} : backfillHeadersSchema.parse(JSON.parse(tools.box.open(sealed)));
  return readEngineSlice(source, slice, { queries: tools.queriesFor(backfill), headers });
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
