import { readFileExtent } from "./file-slice";
import type { Backfill, BackfillSpan } from "@/lib/domain/backfill";
import { TIERS, WINDOW_MS } from "@/lib/domain/window";
import { AppError } from "@/lib/platform/errors";

/** How long ago anything is kept. */
export const OLDEST_KEPT_MS = TIERS[TIERS.length - 1].keepMs;

/** From when to when a file speaks. @throws AppError unprocessable for a bad file */
export async function spanOfFile({ source }: Backfill): Promise<BackfillSpan> {
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

/** The part of a span that is past and still kept. @throws AppError unprocessable where there is none */
export function requireSpan(span: BackfillSpan, nowMs: number): BackfillSpan {
  const fromMs = Math.max(span.fromMs, nowMs - OLDEST_KEPT_MS);
  const toMs = Math.min(span.toMs, nowMs);
  if (fromMs < toMs) return { ...span, fromMs, toMs };
  const why =
    span.fromMs >= nowMs
      ? `It begins in the future, at ${new Date(span.fromMs).toISOString()}: OpenMetrics has times in seconds, not milliseconds.`
      : "All of it is longer ago than anything is kept (5 years).";
  throw new AppError("unprocessable", why);
}
