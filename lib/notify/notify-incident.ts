import { randomUUID } from "node:crypto";
import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx, Stores } from "@/lib/context";
import type { Incident } from "@/lib/domain/incident";
import { CHANNEL_TOPIC, type Channel, type NotifyJob } from "@/lib/domain/notification";
import { addDelivery } from "./add-delivery";
import { dueOf } from "./message-order";
import { isRoutedTo } from "./routing";

/**
 * Finds who is told of what happened to an incident, and adds a message to each: those it is routed to hear that it opened, and
 * whoever heard of it hears how it goes on. Safe to repeat. Returns how many were added. Needs monitoring:run.
 */
export async function notifyIncident(ctx: Ctx, job: NotifyJob): Promise<number> {
  requireScope(ctx.actor, "monitoring:run");
  const nowMs = ctx.clock.nowMs();
  return ctx.transaction(async (tx) => {
    const incident = await tx.incidents.find(job.incidentId);
    if (incident === null) return 0;
    const told = await tx.deliveries.toldOf(incident.id);
    const enabled = (await tx.channels.list()).filter((channel) => channel.enabled);
    const concerned = enabled.filter(
      (channel) => told.has(channel.id) || isNewTo(channel, incident, job, nowMs),
    );
    let added = 0;
    for (const channel of concerned) if (await addTo(tx, channel, incident, job, nowMs)) added++;
    if (added > 0) await tx.jobs.notify(CHANNEL_TOPIC);
    return added;
  });
}

/** What turned out to be a part of another one is not told of. */
function isNewTo({ routing }: Channel, incident: Incident, { event }: NotifyJob, nowMs: number): boolean {
  const begins = event === "opened" || event === "reopened";
  return begins && incident.mergedIntoId === null && isRoutedTo(routing, incident, nowMs);
}

async function addTo(
  tx: Stores,
  { id: channelId, target }: Channel,
  { id: incidentId }: Incident,
  { event, eventId }: NotifyJob,
  nowMs: number,
): Promise<boolean> {
  const earlier = await tx.deliveries.ofIncident(incidentId, channelId);
  const dueMs = dueOf(target.kind, event, earlier, nowMs);
  const delivery = { id: randomUUID(), channelId, incidentId, event, eventId, dueMs };
  return addDelivery(tx, delivery, nowMs);
}
