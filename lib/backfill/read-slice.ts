import { backfillHeadersSchema } from "./backfill-job";
import { readEngineSlice, type SliceRead } from "./engine-slice";
import { readFileSlice, SliceTooLargeError, type MapSeries } from "./file-slice";
import { cutSlice, windowsOf, type PlannedSlice } from "./plan-slice";
import type { Ctx } from "@/lib/context";
import type { Backfill } from "@/lib/domain/backfill";
import { AppError } from "@/lib/platform/errors";
import { QueryError, type PrometheusQueries } from "@/lib/platform/prometheus-query";
import type { SecretBox } from "@/lib/platform/secret-box";

export interface SliceTools {
  readonly box: SecretBox;
  /** The mapping as it is now. */
  mapping(): Promise<MapSeries>;
  /** How an import's engine is reached. */
  queriesFor(backfill: Backfill): PrometheusQueries;
  /** The slice that is read while the one before is written. */
  readonly ahead: ReadAhead;
}

/** What a worker remembers of its reading from chunk to chunk. A new one does as well without it. */
export interface ReadAhead {
  /** One slice that is being read already; never rejects unheard. */
  next: { readonly key: string; readonly read: Promise<SliceRead> } | null;
  /** How many windows of a tier an import reads at once, where more was too large. */
  narrowed?: { readonly backfillId: string; readonly tier: string; readonly windows: number };
}

/** The slice as its source can be read, as far as this worker has learnt. */
export function asNarrowed({ id }: Backfill, slice: PlannedSlice, { narrowed }: ReadAhead): PlannedSlice {
  const isKnown = narrowed?.backfillId === id && narrowed.tier === slice.tier.name;
  return isKnown ? cutSlice(slice, narrowed.windows) : slice;
}

/**
 * Reads a slice, or its newest half, or a quarter, until the engine's answer or the file's histograms are not too large.
 * @returns also the slice that was read
 */
export async function readWhatFits(
  ctx: Ctx,
  backfill: Backfill,
  wanted: PlannedSlice,
  tools: SliceTools,
): Promise<{ readonly slice: PlannedSlice; readonly read: SliceRead }> {
  for (let slice = wanted; ;) {
    try {
      return { slice, read: await takeSlice(ctx, backfill, slice, tools) };
    } catch (error) {
      if (!isTooLarge(error)) throw error;
      const windows = windowsOf(slice);
      if (windows === 1) throw tooLargeForGood(error);
      slice = cutSlice(slice, Math.ceil(windows / 2));
      tools.ahead.narrowed = { backfillId: backfill.id, tier: slice.tier.name, windows: windowsOf(slice) };
    }
  }
}

function isTooLarge(error: unknown): error is QueryError | SliceTooLargeError {
  return (
    error instanceof SliceTooLargeError || (error instanceof QueryError && error.failure === "too-large")
  );
}

function tooLargeForGood(cause: QueryError | SliceTooLargeError): AppError {
  const text = `Even for one window: ${cause.message} Let the expressions aggregate by region and service.`;
  return new AppError("unprocessable", text, { cause });
}

/** An engine answers while Postgres writes. */
export function readAhead(ctx: Ctx, backfill: Backfill, slice: PlannedSlice, tools: SliceTools): void {
  const read = readSlice(ctx, backfill, slice, tools);
  read.catch(() => undefined); // whoever takes it hears of it
  tools.ahead.next = { key: keyOf(backfill, slice), read };
}

function takeSlice(ctx: Ctx, backfill: Backfill, slice: PlannedSlice, tools: SliceTools): Promise<SliceRead> {
  const { next } = tools.ahead;
  tools.ahead.next = null;
  return next?.key === keyOf(backfill, slice) ? next.read : readSlice(ctx, backfill, slice, tools);
}

function keyOf({ id, source }: Backfill, { tier, fromMs, toMs }: PlannedSlice): string {
  return JSON.stringify([id, source, tier.name, fromMs, toMs]);
}

async function readSlice(
  ctx: Ctx,
  backfill: Backfill,
  slice: PlannedSlice,
  tools: SliceTools,
): Promise<SliceRead> {
  const { source } = backfill;
  if (source.kind === "file") return readFileSlice(source.path, slice, await tools.mapping());
  const sealed = await ctx.backfills.sealedHeaders(backfill.id);
  const headers = sealed === null ? {} : backfillHeadersSchema.parse(JSON.parse(tools.box.open(sealed)));
  return readEngineSlice(source, slice, { queries: tools.queriesFor(backfill), headers });
}
