import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import type { CapacityBasis, CapacityRegion, Outlook } from "@/lib/domain/capacity";
import type { Forecast, ForecastMetric, ForecastStep, HourlyMetric } from "@/lib/domain/forecast";
import type { KnownEvent } from "@/lib/domain/known-event";
import { DAY_MS, HOUR_MS } from "@/lib/domain/window";
import { busyHours } from "@/lib/pipeline/predict/busy-hours";
import { outlookOf } from "@/lib/pipeline/predict/capacity-outlook";
import { CAPACITY_TOPIC } from "./capacity-topic";
import { MeasuredHours } from "./measured-hours";

/** What one server carries is taken from the hours of the last week: releases change it. */
const CARRIED_HOURS = (7 * DAY_MS) / HOUR_MS;
/** A region that sent nothing for so long is gone, and not planned for. */
const GONE_HOURS = (2 * DAY_MS) / HOUR_MS;

/** Stores what capacity is planned from, out of the newest forecasts and hours, and tells the pages. Needs monitoring:run. */
export async function forecastCapacity(ctx: Ctx): Promise<CapacityBasis> {
  requireScope(ctx.actor, "monitoring:run");
  const startedMs = ctx.clock.nowMs();
  const events = await ctx.knownEvents.list();
  const [forecasts, hours] = await Promise.all([
    ctx.forecasts.allLatest(),
    MeasuredHours.lastWeeks(ctx, events),
  ]);
  const outlook = outlooks(forecasts, hours, events);
  const world = { load: outlook("requests_per_second", null), users: outlook("active_users", null) };
  const basis: CapacityBasis = {
    asOfMs: hours.toMs,
    demo: forecasts.some(({ demo }) => demo),
    world,
    regions: hours.regions
      .filter((region) => isThere(hours, region))
      .map((region) => regionOf(region, hours, outlook)),
  };
  const finishedMs = ctx.clock.nowMs();
  await ctx.transaction(async (tx) => {
    await tx.capacity.save(basis);
    await tx.engineRuns.save("capacity", { finishedMs, tookMs: finishedMs - startedMs });
    await tx.jobs.notify(CAPACITY_TOPIC);
  });
  return basis;
}

type CapacityForecastMetric = Exclude<HourlyMetric, "latency_p99" | "connections" | "revenue">;
type OutlookOf = (metric: CapacityForecastMetric, region: string | null) => Outlook;

function outlooks(
  forecasts: readonly Forecast[],
  hours: MeasuredHours,
  events: readonly KnownEvent[],
): OutlookOf {
  const keyOf = (metric: ForecastMetric, region: string | null, step: ForecastStep) =>
    JSON.stringify([metric, region, step]);
  const byKey = new Map(
    forecasts.map((forecast) => [keyOf(forecast.metric, forecast.region, forecast.step), forecast]),
  );
  return (metric, region) => {
    const measured = hours.series(metric, region);
    return outlookOf({
      measured,
      usual: hours.usual(metric, region, events) ?? measured,
      hourly: byKey.get(keyOf(metric, region, "1h")) ?? null,
      daily: byKey.get(keyOf(metric, region, "1d")) ?? null,
      asOfMs: hours.toMs,
    });
  };
}

function isThere(hours: MeasuredHours, region: string): boolean {
  const { values } = hours.series("requests_per_second", region);
  const { values: servers } = hours.series("servers", region);
  const isKnown = (value: number) => !Number.isNaN(value);
  return values.slice(-GONE_HOURS).some(isKnown) || servers.slice(-GONE_HOURS).some(isKnown);
}

function regionOf(region: string, hours: MeasuredHours, outlook: OutlookOf): CapacityRegion {
  const last = (metric: Parameters<MeasuredHours["series"]>[0]) =>
    hours.series(metric, region).values.slice(-CARRIED_HOURS);
  const servers = last("servers");
  const newest = servers.slice(-DAY_MS / HOUR_MS).filter((value) => !Number.isNaN(value));
  return {
    region,
    servers: newest.length === 0 ? null : Math.max(...newest),
    busyHours: busyHours({
      load: last("requests_per_second"),
      servers,
      cpu: last("cpu"),
      memory: last("memory"),
    }),
    load: outlook("requests_per_second", region),
    users: outlook("active_users", region),
    utilization: {
      cpu: outlook("cpu", region),
      memory: outlook("memory", region),
      disk: outlook("disk", region),
      connections: outlook("connection_utilization", region),
    },
  };
}
