import type { Meta, MissingFigureContract } from "@/lib/contracts/envelope";
import { SECOND_MS } from "@/lib/domain/window";
import { isoOrNull } from "./rest-value";

/** An answer of the contract before its envelope: what the route returns, and what a page hydrates its queries with. */
export interface RestAnswer<T> {
  readonly data: T;
  /** Unix ms the figures are of; null: there are none yet. */
  readonly asOfMs: number | null;
  readonly demo: boolean;
  readonly missing: readonly MissingFigureContract[];
  readonly meta?: { readonly next_cursor?: string | null; readonly currency?: string };
}

/** The answer in its envelope at `nowMs`. The age is never negative, whatever two clocks think of each other. */
export function envelopeOf<T>(
  answer: RestAnswer<T>,
  nowMs: number,
): { status: "success"; data: T; meta: Meta } {
  const { asOfMs, demo } = answer;
  const meta: Meta = {
    as_of: isoOrNull(asOfMs),
    age_seconds: asOfMs === null ? null : Math.max(0, nowMs - asOfMs) / SECOND_MS,
    demo,
    missing: [...answer.missing],
    ...answer.meta,
  };
  return { status: "success", data: answer.data, meta };
}
