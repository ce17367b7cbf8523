import { setTimeout as sleep } from "node:timers/promises";
import { requireScope } from "@/lib/auth/require-scope";
import { ruleOf } from "./mapping-input";
import type { Ctx } from "@/lib/context";
import type { CreateMappingBody } from "@/lib/contracts/mapping";
import type { RecentSeries } from "@/lib/domain/recent-series";
import { Instrument } from "@/lib/domain/sample";
import { MINUTE_MS, SECOND_MS } from "@/lib/domain/window";
import { tryRule, type TriedRule } from "@/lib/pipeline/ingest/mapping/try-rule";
import type { TakenSeries } from "@/lib/pipeline/store/recent-series-store";

/** What an ingester said this lately is asked for again only then: a form tries at every key stroke. */
const FRESH_MS = 5 * SECOND_MS;
const KEPT_MS = 10 * MINUTE_MS;
const PATIENCE_MS = 1_500;
const POLL_MS = 100;
const MAX_SHOWN = 50;
const MAX_UNMAPPED = 500;

export interface TriedMapping extends TriedRule {
  readonly takenAtMs: number | null;
}

/**
 * What a rule would do to series that just arrived: the ingesters are asked for some of each name; names that are not used
 * are there with their example in any case. Changes nothing. Needs settings:write.
 */
export async function tryMapping(ctx: Ctx, input: CreateMappingBody): Promise<TriedMapping> {
  requireScope(ctx.actor, "settings:write");
  const rule = ruleOf(input);
  const [taken, unmapped, mapping] = await Promise.all([
    takeSeries(ctx),
    ctx.mapping.unmapped(MAX_UNMAPPED),
    ctx.mapping.current(),
  ]);
  const names = new Set(taken.series.map(({ labels }) => labels.__name__));
  const examples = unmapped
    .filter(({ name }) => !names.has(name))
    .map(({ name, labels }): RecentSeries => ({
      labels: { ...labels, __name__: name },
      instrument: Instrument.untyped,
      newest: null,
      previous: null,
    }));
  const tried = tryRule(mapping, rule, [...taken.series, ...examples], MAX_SHOWN);
  return { ...tried, takenAtMs: taken.takenAtMs };
}

async function takeSeries(ctx: Ctx): Promise<TakenSeries> {
  const askedAtMs = ctx.clock.nowMs();
  const fresh = await ctx.recentSeries.read(askedAtMs - FRESH_MS);
  if (fresh.takenAtMs !== null) return fresh;
  await ctx.jobs.notify("tap");
  const endMs = performance.now() + PATIENCE_MS;
  while (performance.now() < endMs) {
    const taken = await ctx.recentSeries.read(askedAtMs);
    if (taken.takenAtMs !== null) return taken;
    await sleep(POLL_MS);
  }
  return ctx.recentSeries.read(askedAtMs - KEPT_MS);
}
