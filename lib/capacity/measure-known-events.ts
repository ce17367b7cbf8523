import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx } from "@/lib/context";
import { USUAL_MS, type EventMeasurement, type KnownEvent } from "@/lib/domain/known-event";
import { HOUR_MS, TIERS } from "@/lib/domain/window";
import { eventEffect } from "@/lib/pipeline/predict/event-effect";
import { CAPACITY_TOPIC } from "./capacity-topic";
import { MeasuredHours, newestHourMs } from "./measured-hours";

const KEPT_MS = TIERS.find(({ windowMs }) => windowMs === HOUR_MS)!.keepMs;

/**
 * Measures what known events did to the traffic once they are over, and again where hours or events before them changed; all of
 * which the hours are kept `anew`. What was measured stays when its hours no longer are. Returns how many. Needs monitoring:run.
 */
export async function measureKnownEvents(ctx: Ctx, anew = false): Promise<number> {
  requireScope(ctx.actor, "monitoring:run");
  const nowMs = ctx.clock.nowMs();
  if (anew) await ctx.knownEvents.measureAgain({ fromMs: nowMs - KEPT_MS, toMs: nowMs });
  const due = await ctx.knownEvents.dueToMeasure(newestHourMs(nowMs));
  if (due.length === 0) return 0;
  const events = await ctx.knownEvents.list();
  for (const event of due) {
    const measurement = await measured(ctx, event, events);
    await ctx.knownEvents.saveMeasurement(event.id, event.version, measurement);
  }
  await ctx.jobs.notify(CAPACITY_TOPIC);
  return due.length;
}

async function measured(
  ctx: Ctx,
  event: KnownEvent,
  events: readonly KnownEvent[],
): Promise<EventMeasurement> {
  const measuredMs = ctx.clock.nowMs();
  const fromMs = Math.floor(event.fromMs / HOUR_MS) * HOUR_MS - USUAL_MS;
  // Weeks that are no longer kept cannot be compared again.
  if (event.measurement !== null && fromMs < measuredMs - KEPT_MS) return event.measurement;
  const toMs = Math.ceil(Math.min(event.toMs, event.fromMs + USUAL_MS) / HOUR_MS) * HOUR_MS;
  const hours = await MeasuredHours.read(ctx, { fromMs, toMs }, ["requests_per_second"], event.regions);
  const others = events.filter(({ id }) => id !== event.id);
  const places = hours.regions.map((region) => [region, hours.all("requests_per_second", region)] as const);
  const effect = eventEffect(event, new Map(places), others);
  return typeof effect === "string"
    ? { measuredMs, effect: null, gap: effect }
    : { measuredMs, effect, gap: null };
}
