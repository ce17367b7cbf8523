import { requireScope } from "@/lib/auth/require-scope";
import type { Ctx, Stores } from "@/lib/context";
import type { Incident } from "@/lib/domain/incident";
import { CHANNEL_TOPIC, type Delivery } from "@/lib/domain/notification";
import { SECOND_MS } from "@/lib/domain/window";
import { addDeliverJob } from "./add-delivery";
import type { SealedChannel } from "./channel-store";
import type { DeliveryEnd } from "./delivery-store";
import { whyOvertaken } from "./message-order";
import { noticeOf } from "./notice";
import type { DeliveryServices } from "./notify-services";
import { retryDelayMs } from "./retry-delay";
import { sendNotice } from "./send-notice";
import type { Attempt } from "./verdict";

/** The database, whose clock says when a job is due, may be ahead by so much. */
const CLOCKS_APART_MS = 2 * SECOND_MS;
/** What is kept of an answer. */
const SHOWN_ANSWER = 500;
/** What a database refuses in a text, or no reader sees. */
const UNKEPT = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\p{Cs}]/gu;

/**
 * Makes one attempt to deliver a message: claimed, sent, and what came of it written down with the next attempt's job. A process
 * that dies in between leaves the message waiting and its job behind, so it is sent at least once. Needs monitoring:run.
 */
export async function deliverNotification(
  ctx: Ctx,
  services: DeliveryServices,
  { deliveryId }: { readonly deliveryId: string },
): Promise<void> {
  requireScope(ctx.actor, "monitoring:run");
  const claimed = await claim(ctx, deliveryId);
  if (claimed === null) return;
  const { delivery, channel, incident, number } = claimed;
  const startedMs = ctx.clock.nowMs();
  const notice = noticeOf(delivery, incident, services.publicUrl, startedMs);
  const attempt = await attempted(services, channel, notice);
  await ctx.transaction(async (tx) => {
    const nowMs = ctx.clock.nowMs();
    const answer = attempt.answer.replace(UNKEPT, "").slice(0, SHOWN_ANSWER);
    const { code } = attempt;
    await tx.deliveries.answered(deliveryId, number, { tookMs: Math.round(nowMs - startedMs), code, answer });
    const end = endOf(delivery, attempt, nowMs, services.random());
    await tx.deliveries.settle(deliveryId, end);
    if (end.dueMs !== undefined) await addDeliverJob(tx, { ...delivery, dueMs: end.dueMs });
    if (attempt.verdict.kind === "gone") await disable(ctx, tx, channel);
    await tx.jobs.notify(CHANNEL_TOPIC);
  });
}

interface Claimed {
  readonly delivery: Delivery;
  readonly channel: SealedChannel;
  readonly incident: Incident | null;
  /** Of the attempt. */
  readonly number: number;
}

function claim(ctx: Ctx, deliveryId: string): Promise<Claimed | null> {
  const nowMs = ctx.clock.nowMs();
  return ctx.transaction(async (tx) => {
    const delivery = await tx.deliveries.find(deliveryId);
    if (delivery === null || delivery.status !== "waiting") return null;
    if (delivery.dueMs > nowMs + CLOCKS_APART_MS) {
      await addDeliverJob(tx, delivery); // a job that was repeated, or came too early; the same one is not added twice
      return null;
    }
    const channel = await tx.channels.find(delivery.channelId);
    if (channel === null) return null;
    const reason = await whySkipped(tx, delivery, channel);
    if (reason !== null) {
      await tx.deliveries.settle(deliveryId, { status: "skipped", reason, finishedMs: nowMs });
      await tx.jobs.notify(CHANNEL_TOPIC);
      return null;
    }
    const number = await tx.deliveries.claim(deliveryId, delivery.attempts, nowMs);
    if (number === null) return null;
    const incident = delivery.incidentId === null ? null : await tx.incidents.find(delivery.incidentId);
    return { delivery, channel, incident, number };
  });
}

async function whySkipped(tx: Stores, delivery: Delivery, channel: SealedChannel): Promise<string | null> {
  if (delivery.event === "test" || delivery.incidentId === null) return null;
  if (!channel.enabled) return "The channel was switched off.";
  if (delivery.replayed) return null;
  const siblings = await tx.deliveries.ofIncident(delivery.incidentId, channel.id);
  return whyOvertaken(channel.target.kind, delivery, siblings);
}

async function attempted(
  { box, senders }: DeliveryServices,
  channel: SealedChannel,
  notice: Parameters<typeof sendNotice>[3],
): Promise<Attempt> {
  let secret: string | null;
  try {
    secret = channel.sealedSecret === null ? null : box.open(channel.sealedSecret);
  } catch {
    const answer = "The stored secret cannot be read (was AUTH_SECRET changed?): enter it anew.";
    return { verdict: { kind: "refused" }, code: null, answer };
  }
  return sendNotice(senders, channel, secret, notice);
}

function endOf(
  { event, failures: before }: Delivery,
  { verdict }: Attempt,
  nowMs: number,
  random: number,
): DeliveryEnd {
  const ended = (status: "delivered" | "failed", reason: string | null): DeliveryEnd => ({
    ...{ status, reason, finishedMs: nowMs },
  });
  switch (verdict.kind) {
    case "delivered":
      return ended("delivered", null);
    case "refused":
      return ended("failed", "It cannot work like this, and is not tried again.");
    case "gone":
      return ended("failed", "The receiver wants nothing any more (410): the channel was switched off.");
    case "retry": {
      const failures = before + 1;
      const delayMs = event === "test" ? null : retryDelayMs(failures, verdict.retryAfterMs, random);
      if (delayMs === null)
        return ended(
          "failed",
          event === "test" ? "A test is tried once." : `Given up after ${failures} attempts.`,
        );
      return { status: "waiting", reason: null, failures, dueMs: nowMs + delayMs, finishedMs: null };
    }
    default:
      return verdict satisfies never;
  }
}

async function disable(ctx: Ctx, tx: Stores, { id, name }: SealedChannel): Promise<void> {
  const reason = "Its receiver answered 410: it wants nothing any more.";
  if (await tx.channels.disable(id, reason))
    await tx.audit.append(ctx.actor, "channel.disabled", id, { name, reason });
}
