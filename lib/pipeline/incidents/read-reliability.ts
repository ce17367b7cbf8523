import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { Reliability } from "@/lib/domain/reliability";
import { DAY_MS, MINUTE_MS, windowStart } from "@/lib/domain/window";
import { reliabilityOf, weeksOf } from "./reliability-of";

/** Twelve weeks. */
const DEFAULT_SPAN_MS = 84 * DAY_MS;

export interface ReadReliabilityInput {
  /** Absent: twelve weeks before `toMs`. */
  readonly fromMs?: number;
  /** Absent: now. */
  readonly toMs?: number;
}

/** How often, how long and how dearly things broke, and how quickly people were on it. Needs metrics:read. */
export async function readReliability(ctx: Ctx, input: ReadReliabilityInput): Promise<Reliability> {
  requireScope(ctx.actor, "metrics:read");
  // By whole minutes, so that an answer stays the same while nothing changes; this one's incidents are among them.
  const nowMs = windowStart(ctx.clock.nowMs(), MINUTE_MS);
  const toMs = input.toMs ?? nowMs + MINUTE_MS;
  const fromMs = input.fromMs ?? toMs - DEFAULT_SPAN_MS;
  const { incidents, unreadable } = await ctx.reviewedIncidents.between(fromMs, toMs);
  const totals = await ctx.incidentCosts.totals(incidents.map(({ id }) => id));
  const byId = new Map(totals.map((each) => [each.incidentId, each]));
  const of = (span: { readonly fromMs: number; readonly toMs: number }) =>
    reliabilityOf(incidents, byId, { ...span, nowMs });
  return {
    ...of({ fromMs, toMs }),
    weeks: weeksOf(fromMs, toMs).map(of),
    demo: incidents.some(({ demo }) => demo),
    unreadable,
  };
}
