import { ensureDemoBackfills, type DemoBackfill } from "@/lib/backfill/ensure-demo-backfills";
import { closeDatabase, createDatabase } from "@/lib/db/client";
import { OPEN_STATES, type BackfillSource } from "@/lib/domain/backfill";
import type { SourceExpressions } from "@/lib/domain/source-expressions";
import { DAY_MS, HOUR_MS, MINUTE_MS, windowStart } from "@/lib/domain/window";
import { systemClock } from "@/lib/platform/clock";
import type { Ctx } from "@/lib/context";
import { bindCtx, systemActor } from "./context";

/** The demo's imports by name, in the order in which they are done. */
const NAMES = {
  days: "Demo history: 400 days by the day",
  fiveMinutes: "Demo history: 40 days by 5 minutes",
  minutes: "Demo history: 48 hours by the minute",
} as const;

const one = (query: string, companion: string | null = null) => ({ query, companion });
/** What the simulated world's engine has recorded, by canonical metric; rates are per second. */
const RECORDED: SourceExpressions = {
  requests: one("service:requests:rate"),
  errors: one("service:errors:rate"),
  latency: one("service:latency_seconds_bucket:rate", "service:latency_seconds_sum:rate"),
  cpu: one("service:cpu:ratio"),
  memory: one("service:memory:ratio"),
  disk: one("service:disk:ratio"),
  connection_utilization: one("service:connections:ratio"),
  network: one("region:network:ratio", "region:services"),
  servers: one("region:servers"),
  active_users: one("region:active_users"),
  connections: one("region:connections"),
  cache_hits: one("region:cache_hits:rate"),
  cache_misses: one("region:cache_misses:rate"),
  lb_targets_healthy: one("region:lb_targets_healthy"),
  lb_targets: one("region:lb_targets"),
  revenue: one("region:revenue:rate"),
  orders: one("region:orders:rate"),
  satisfaction: one("region:satisfaction:ratio"),
};

export interface DemoHistorySeam {
  /** When live data took over from history: the first start's time, kept with its imports. */
  readonly seamMs: number;
  /** This is the first start. */
  readonly isNew: boolean;
}

export async function demoHistorySeam(databaseUrl: string): Promise<DemoHistorySeam> {
  return withCtx(databaseUrl, async (ctx) => {
    const knownMs = (await ctx.backfills.byName(NAMES.minutes))?.span?.toMs;
    return { seamMs: knownMs ?? windowStart(ctx.clock.nowMs(), MINUTE_MS), isNew: knownMs === undefined };
  });
}

/** Starts the demo's imports, or goes on with them from `url`. Returns how many are still to be done. */
export async function ensureDemoHistory(databaseUrl: string, seamMs: number, url: string): Promise<number> {
  return withCtx(
    databaseUrl,
    async (ctx) => (await ensureDemoBackfills(ctx, demoBackfills(seamMs, url))).length,
  );
}

/** Whether any of them is still to be done; true before they were ever started. */
export async function demoHistoryIsOpen(databaseUrl: string): Promise<boolean> {
  return withCtx(databaseUrl, async (ctx) => {
    const known = await Promise.all(Object.values(NAMES).map((name) => ctx.backfills.byName(name)));
    return known.some((backfill) => backfill === null || OPEN_STATES.includes(backfill.state));
  });
}

/** The three spans meet at whole days and hours, so that no window is spoken of by two. */
export function demoBackfills(seamMs: number, url: string): DemoBackfill[] {
  const source: BackfillSource = {
    ...{ kind: "engine", url, expressions: RECORDED },
    ...{ regionLabel: "region", serviceLabel: "service", latencyUnit: "s" },
  };
  const fiveMinutesFromMs = windowStart(seamMs - 40 * DAY_MS, DAY_MS);
  const minutesFromMs = windowStart(seamMs - 48 * HOUR_MS, HOUR_MS);
  const daysFromMs = windowStart(seamMs - 400 * DAY_MS, DAY_MS);
  return [
    { name: NAMES.days, source, span: { fromMs: daysFromMs, toMs: fiveMinutesFromMs, stepMs: DAY_MS } },
    {
      name: NAMES.fiveMinutes,
      source,
      span: { fromMs: fiveMinutesFromMs, toMs: minutesFromMs, stepMs: 5 * MINUTE_MS },
    },
    { name: NAMES.minutes, source, span: { fromMs: minutesFromMs, toMs: seamMs, stepMs: MINUTE_MS } },
  ];
}

async function withCtx<T>(databaseUrl: string, run: (ctx: Ctx) => Promise<T>): Promise<T> {
  const database = createDatabase(databaseUrl);
  try {
    return await run(bindCtx({ database, actor: systemActor("demo"), clock: systemClock, demo: true }));
  } finally {
    await closeDatabase(database);
  }
}
